#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

/* Every function of libcurl that is called, each with the type that its own header gives it. */
#define FUNCTIONS(X)                                                                                                   \
    X(global_init)                                                                                                     \
    X(easy_init) X(easy_cleanup) X(easy_strerror) X(easy_setopt) X(easy_getinfo)                                       \
    X(slist_append) X(slist_free_all)                                                                                  \
    X(multi_init) X(multi_cleanup) X(multi_add_handle) X(multi_remove_handle) X(multi_perform) X(multi_poll)           \
    X(multi_wakeup) X(multi_strerror) X(multi_info_read)

#define MEMBER(name) __typeof__(curl_##name) *name;
static struct { FUNCTIONS(MEMBER) } lib;
#undef MEMBER

static const char *failure;

static void load(void) {
    /* The name of the library's binary interface, which has been 4 since 2006. */
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        failure = dlerror();
        return;
    }
#define FIND(name)                                                                                                     \
    lib.name = (__typeof__(curl_##name) *)dlsym(handle, "curl_" #name);                                                \
    if (lib.name == NULL) {                                                                                            \
        failure = "libcurl.so.4 is too old: it has no curl_" #name;                                                    \
        return;                                                                                                        \
    }
    FUNCTIONS(FIND)
#undef FIND
}

const char *ccurl_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return failure;
}

CURLcode ccurl_global_init(long flags) { return lib.global_init(flags); }

CURL *ccurl_easy_init(void) { return lib.easy_init(); }

void ccurl_easy_cleanup(CURL *easy) { lib.easy_cleanup(easy); }

const char *ccurl_easy_strerror(CURLcode code) { return lib.easy_strerror(code); }

CURLcode ccurl_setopt_long(CURL *easy, CURLoption option, long value) { return lib.easy_setopt(easy, option, value); }

CURLcode ccurl_setopt_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return lib.easy_setopt(easy, option, value);
}

CURLcode ccurl_setopt_string(CURL *easy, CURLoption option, const char *value) {
    return lib.easy_setopt(easy, option, value);
}

CURLcode ccurl_setopt_pointer(CURL *easy, CURLoption option, void *value) {
    return lib.easy_setopt(easy, option, value);
}

CURLcode ccurl_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return lib.easy_setopt(easy, option, value);
}

CURLcode ccurl_setopt_data(CURL *easy, CURLoption option, ccurl_data_function value) {
    return lib.easy_setopt(easy, option, value);
}

CURLcode ccurl_setopt_blob(CURL *easy, CURLoption option, const void *data, size_t count) {
    struct curl_blob blob = {(void *)data, count, CURL_BLOB_COPY};
    return lib.easy_setopt(easy, option, &blob);
}

CURLcode ccurl_getinfo_long(CURL *easy, CURLINFO info, long *value) { return lib.easy_getinfo(easy, info, value); }

CURLcode ccurl_getinfo_certificates(CURL *easy, const struct curl_certinfo **value) {
    *value = NULL;
    return lib.easy_getinfo(easy, CURLINFO_CERTINFO, value);
}

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line) { return lib.slist_append(list, line); }

void ccurl_slist_free_all(struct curl_slist *list) { lib.slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return lib.multi_init(); }

CURLMcode ccurl_multi_cleanup(CURLM *multi) { return lib.multi_cleanup(multi); }

CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy) { return lib.multi_add_handle(multi, easy); }

CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy) { return lib.multi_remove_handle(multi, easy); }

CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return lib.multi_perform(multi, running); }

CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_ms) { return lib.multi_poll(multi, NULL, 0, timeout_ms, NULL); }

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return lib.multi_wakeup(multi); }

const char *ccurl_multi_strerror(CURLMcode code) { return lib.multi_strerror(code); }

CURL *ccurl_multi_next_finished(CURLM *multi, CURLcode *result) {
    CURLMsg *message;
    int left;
    while ((message = lib.multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}
