// Loads libcurl, and finds its functions by their names.
#include "CCurl.h"
#include <dlfcn.h>

const char *ccurl_bind(ccurl_functions *functions, const char *name) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
  const struct {
    const char *name;
    void **place;
  } entries[] = {
      {"curl_global_init", (void **)&functions->global_init},
      {"curl_easy_strerror", (void **)&functions->easy_strerror},
      {"curl_easy_init", (void **)&functions->easy_init},
      {"curl_easy_cleanup", (void **)&functions->easy_cleanup},
      {"curl_easy_setopt", (void **)&functions->easy_setopt},
      {"curl_easy_getinfo", (void **)&functions->easy_getinfo},
      {"curl_slist_append", (void **)&functions->slist_append},
      {"curl_slist_free_all", (void **)&functions->slist_free_all},
      {"curl_multi_init", (void **)&functions->multi_init},
      {"curl_multi_cleanup", (void **)&functions->multi_cleanup},
      {"curl_multi_setopt", (void **)&functions->multi_setopt},
      {"curl_multi_add_handle", (void **)&functions->multi_add_handle},
      {"curl_multi_remove_handle", (void **)&functions->multi_remove_handle},
      {"curl_multi_socket_action", (void **)&functions->multi_socket_action},
      {"curl_multi_info_read", (void **)&functions->multi_info_read},
  };
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
    if (!(*entries[i].place = dlsym(library, entries[i].name))) return dlerror();
  CURLcode code = functions->global_init(CURL_GLOBAL_ALL);
  return code == CURLE_OK ? 0 : functions->easy_strerror(code);
}
