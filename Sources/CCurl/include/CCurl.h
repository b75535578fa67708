#ifndef LIAISON_CCURL_H
#define LIAISON_CCURL_H

/* Types and constants. The functions of this header are not linked: call those below. */
#include <curl/curl.h>
#include <stddef.h>

/*
 * libcurl, loaded when it is first needed: it brings some thirty other libraries, and a command that talks to nobody should
 * not wait for them. Only what this project calls is here.
 *
 * libcurl's setters and getters take C varargs, which Swift cannot call: one typed function for each shape.
 */

/* Loads libcurl, once. Null when it is there, else why not; every other function needs a success before it. */
const char *ccurl_load(void);

CURLcode ccurl_global_init(long flags);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);

typedef size_t (*ccurl_data_function)(char *data, size_t size, size_t count, void *context);

CURLcode ccurl_setopt_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_setopt_offset(CURL *easy, CURLoption option, curl_off_t value);
/* libcurl copies the string. */
CURLcode ccurl_setopt_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_setopt_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_setopt_data(CURL *easy, CURLoption option, ccurl_data_function value);
/* libcurl copies the bytes. */
CURLcode ccurl_setopt_blob(CURL *easy, CURLoption option, const void *data, size_t count);

CURLcode ccurl_getinfo_long(CURL *easy, CURLINFO info, long *value);
/* The chain belongs to the handle; null without a certificate. */
CURLcode ccurl_getinfo_certificates(CURL *easy, const struct curl_certinfo **value);

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
CURLMcode ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
/* Waits for the transfers of the handle, at most so long. */
CURLMcode ccurl_multi_poll(CURLM *multi, int timeout_ms);
/* The one function that may be called from another thread. */
CURLMcode ccurl_multi_wakeup(CURLM *multi);
const char *ccurl_multi_strerror(CURLMcode code);
/* The next finished transfer, or null. A union in the message keeps Swift from reading it itself. */
CURL *ccurl_multi_next_finished(CURLM *multi, CURLcode *result);

/* Macros that Swift does not import. */
static inline long ccurl_tls_1_3(void) { return CURL_SSLVERSION_TLSv1_3; }
static inline long ccurl_http_1_1(void) { return CURL_HTTP_VERSION_1_1; }

#endif
