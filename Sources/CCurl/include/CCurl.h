// libcurl, bound when it is first used: linking it would make every start of the program 10 ms slower. Its variadic
// functions get one wrapper for each type that they take.
#ifndef CCURL_H
#define CCURL_H
#include <curl/curl.h>
#include <stdint.h>

// The functions that are used, by the names of `curl_…`.
typedef struct {
  CURLcode (*global_init)(long flags);
  const char *(*easy_strerror)(CURLcode code);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *easy);
  CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
  CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *line);
  void (*slist_free_all)(struct curl_slist *list);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *multi);
  CURLMcode (*multi_setopt)(CURLM *multi, CURLMoption option, ...);
  CURLMcode (*multi_add_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_socket_action)(CURLM *multi, curl_socket_t socket, int events, int *running);
  CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
} ccurl_functions;

// Loads the library of this name, which then stays until the process ends, fills in all functions and prepares it. Returns
// null, or why it cannot be had, in a text that is valid until the thread's next call.
const char *ccurl_bind(ccurl_functions *functions, const char *name);

static inline CURLcode ccurl_set_number(const ccurl_functions *f, CURL *easy, CURLoption option, long value) {
  return f->easy_setopt(easy, option, value);
}
// libcurl copies texts, except POSTFIELDS.
static inline CURLcode ccurl_set_text(const ccurl_functions *f, CURL *easy, CURLoption option, const char *value) {
  return f->easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_size(const ccurl_functions *f, CURL *easy, CURLoption option, int64_t value) {
  return f->easy_setopt(easy, option, (curl_off_t)value);
}
static inline CURLcode ccurl_set_pointer(const ccurl_functions *f, CURL *easy, CURLoption option, void *value) {
  return f->easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_lines(const ccurl_functions *f, CURL *easy, CURLoption option,
                                       struct curl_slist *value) {
  return f->easy_setopt(easy, option, value);
}

typedef size_t (*ccurl_write_callback)(char *bytes, size_t size, size_t count, void *user);
static inline CURLcode ccurl_set_writer(const ccurl_functions *f, CURL *easy, ccurl_write_callback callback,
                                        void *user) {
  CURLcode code = f->easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
  return code != CURLE_OK ? code : f->easy_setopt(easy, CURLOPT_WRITEDATA, user);
}
static inline CURLcode ccurl_set_header_reader(const ccurl_functions *f, CURL *easy, ccurl_write_callback callback,
                                               void *user) {
  CURLcode code = f->easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
  return code != CURLE_OK ? code : f->easy_setopt(easy, CURLOPT_HEADERDATA, user);
}

// Closes what a request still has open without waiting for a name that is being resolved, where libcurl can (7.87).
static inline void ccurl_set_quick_exit(const ccurl_functions *f, CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  f->easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

typedef int (*ccurl_socket_callback)(CURL *easy, curl_socket_t socket, int what, void *user, void *socket_user);
typedef int (*ccurl_timer_callback)(CURLM *multi, long milliseconds, void *user);
static inline CURLMcode ccurl_set_callbacks(const ccurl_functions *f, CURLM *multi, ccurl_socket_callback socket,
                                            ccurl_timer_callback timer, void *user) {
  f->multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  f->multi_setopt(multi, CURLMOPT_SOCKETDATA, user);
  f->multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  return f->multi_setopt(multi, CURLMOPT_TIMERDATA, user);
}

// 0 where libcurl does not know.
static inline int64_t ccurl_number(const ccurl_functions *f, CURL *easy, CURLINFO info) {
  long value = 0;
  return f->easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline int64_t ccurl_size(const ccurl_functions *f, CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return f->easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// How the transfer of a multi handle's only easy handle ended; -1 while it has not.
static inline int ccurl_result(const ccurl_functions *f, CURLM *multi) {
  int left = 0;
  CURLMsg *message;
  while ((message = f->multi_info_read(multi, &left)))
    if (message->msg == CURLMSG_DONE) return (int)message->data.result;
  return -1;
}
#endif
