// What Swift cannot express about starting child processes: pipe2, pidfd_open, and closing all other descriptors.
#ifndef CPLATFORM_PROCESS_H
#define CPLATFORM_PROCESS_H
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <features.h>
#include <sys/syscall.h>

// A pipe, both ends close-on-exec from the start, so that no program started by another thread inherits them.
// Returns 0 or errno.
static inline int platform_pipe(int ends[2]) { return syscall(SYS_pipe2, ends, O_CLOEXEC) == 0 ? 0 : errno; }

// A close-on-exec descriptor that becomes readable when the child ends, or -1.
static inline int platform_pidfd_open(pid_t pid) {
#ifdef SYS_pidfd_open
  return (int)syscall(SYS_pidfd_open, pid, 0);
#else
  return -1;
#endif
}

// Has the child close every descriptor from `first` up, whatever its flags. Returns 0 or an errno value.
static inline int platform_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  // Declared by hand: the header shows it only with _GNU_SOURCE, which a module's importers cannot set.
  extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
  return 0;
#endif
}
#else
static inline int platform_pipe(int ends[2]) {
  if (pipe(ends) != 0) return errno;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETNOSIGPIPE, 1);
  return 0;
}

static inline int platform_pidfd_open(pid_t pid) { return -1; }

// POSIX_SPAWN_CLOEXEC_DEFAULT does it here.
static inline int platform_spawn_close_from(posix_spawn_file_actions_t *actions, int first) { return 0; }
#endif

// Processes (and, on Linux, threads) that this user may have; -1 without a limit.
static inline int64_t platform_process_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NPROC, &limit) != 0 || limit.rlim_cur > INT32_MAX) return -1;
  return (int64_t)limit.rlim_cur;
}
#endif
