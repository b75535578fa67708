#ifndef LIAISON_CCURL_SHIM_H
#define LIAISON_CCURL_SHIM_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl's setters and getters take C varargs, which Swift cannot call: one typed function for each shape. */

typedef size_t (*ccurl_data_function)(char *data, size_t size, size_t count, void *context);

static inline CURLcode ccurl_setopt_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_setopt_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the string. */
static inline CURLcode ccurl_setopt_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_setopt_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_setopt_data(CURL *easy, CURLoption option, ccurl_data_function value) {
    return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the bytes. */
static inline CURLcode ccurl_setopt_blob(CURL *easy, CURLoption option, const void *data, size_t count) {
    struct curl_blob blob = {(void *)data, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

static inline CURLcode ccurl_getinfo_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

/* The chain belongs to the handle; null without a certificate. */
static inline CURLcode ccurl_getinfo_certificates(CURL *easy, const struct curl_certinfo **value) {
    *value = NULL;
    return curl_easy_getinfo(easy, CURLINFO_CERTINFO, value);
}

/* The next finished transfer, or null. A union in the message keeps Swift from reading it itself. */
static inline CURL *ccurl_multi_next_finished(CURLM *multi, CURLcode *result) {
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

/* Macros that Swift does not import. */
static inline long ccurl_tls_1_3(void) { return CURL_SSLVERSION_TLSv1_3; }
static inline long ccurl_http_1_1(void) { return CURL_HTTP_VERSION_1_1; }

#endif
