// Finds libpq and its functions by their names.
#include "CPostgres.h"
#include <dlfcn.h>
#include <stddef.h>

const char *cpostgres_bind(cpostgres_functions *functions) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libpq.5.dylib", RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
  const struct {
    const char *name;
    void **place;
  } entries[] = {
      {"PQconnectdbParams", (void **)&functions->connect},
      {"PQconnectStartParams", (void **)&functions->connect_start},
      {"PQconnectPoll", (void **)&functions->connect_poll},
      {"PQstatus", (void **)&functions->status},
      {"PQsocket", (void **)&functions->socket},
      {"PQerrorMessage", (void **)&functions->error_message},
      {"PQsetnonblocking", (void **)&functions->set_nonblocking},
      {"PQfinish", (void **)&functions->finish},
      {"PQexecParams", (void **)&functions->exec_params},
      {"PQsendQueryParams", (void **)&functions->send_query_params},
      {"PQflush", (void **)&functions->flush},
      {"PQconsumeInput", (void **)&functions->consume_input},
      {"PQisBusy", (void **)&functions->is_busy},
      {"PQgetResult", (void **)&functions->get_result},
      {"PQresultStatus", (void **)&functions->result_status},
      {"PQresultErrorField", (void **)&functions->result_error_field},
      {"PQntuples", (void **)&functions->row_count},
      {"PQgetvalue", (void **)&functions->value},
      {"PQgetlength", (void **)&functions->length},
      {"PQclear", (void **)&functions->clear},
  };
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
    if (!(*entries[i].place = dlsym(library, entries[i].name))) return dlerror();
  return 0;
}
