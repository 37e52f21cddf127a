// The functions of libpq that the `database` workload calls, with the types that libpq.so.5 has had since 2006.
#pragma once

typedef struct pg_conn pg_conn;
typedef struct pg_result pg_result;

typedef struct {
  pg_conn *(*connect)(const char *const *keywords, const char *const *values, int expand);
  pg_conn *(*connect_start)(const char *const *keywords, const char *const *values, int expand);
  int (*connect_poll)(pg_conn *);
  int (*status)(const pg_conn *);
  int (*socket)(const pg_conn *);
  char *(*error_message)(const pg_conn *);
  int (*set_nonblocking)(pg_conn *, int on);
  void (*finish)(pg_conn *);
  pg_result *(*exec_params)(pg_conn *, const char *command, int count, const unsigned *types, const char *const *values,
                            const int *lengths, const int *formats, int result_format);
  int (*send_query_params)(pg_conn *, const char *command, int count, const unsigned *types, const char *const *values,
                           const int *lengths, const int *formats, int result_format);
  int (*flush)(pg_conn *);
  int (*consume_input)(pg_conn *);
  int (*is_busy)(pg_conn *);
  pg_result *(*get_result)(pg_conn *);
  int (*result_status)(const pg_result *);
  char *(*result_error_field)(const pg_result *, int field);
  int (*row_count)(const pg_result *);
  char *(*value)(const pg_result *, int row, int column);
  int (*length)(const pg_result *, int row, int column);
  void (*clear)(pg_result *);
} cpostgres_functions;

// Fills in all functions; the reason when the library or one of them is not there, else null.
const char *cpostgres_bind(cpostgres_functions *functions);

// What libpq's enumerations and macros are.
#define CPOSTGRES_CONNECTION_OK 0
#define CPOSTGRES_POLLING_READING 1
#define CPOSTGRES_POLLING_WRITING 2
#define CPOSTGRES_POLLING_OK 3
#define CPOSTGRES_COMMAND_OK 1
#define CPOSTGRES_TUPLES_OK 2
#define CPOSTGRES_FIELD_MESSAGE 77 // 'M'
