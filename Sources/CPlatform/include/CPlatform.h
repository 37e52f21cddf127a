// What Swift cannot express on its own: futexes, the pause instruction, the cycle counter, variadic calls.
#ifndef CPLATFORM_H
#define CPLATFORM_H
#include "CPlatformFiles.h"
#include "CPlatformPoller.h"
#include "CPlatformProcess.h"
#include "CPlatformSockets.h"
#include <errno.h>
#include <stdint.h>
#include <time.h>

static inline void platform_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

// Brings the memory at an address near, which will be read and perhaps written soon.
static inline void platform_prefetch(const void *address) { __builtin_prefetch(address, 1); }

// Nanoseconds of CLOCK_MONOTONIC.
static inline int64_t platform_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// Nanoseconds of CPU time that the calling thread has used.
static inline int64_t platform_thread_cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

// Waits, across processes, while *word == expected, until woken or until `deadline` (monotonic nanoseconds; below 0: for
// ever). Returns 0, or errno: EAGAIN, EINTR, ETIMEDOUT.
static inline int platform_wait(uint32_t *word, uint32_t expected, int64_t deadline) {
  struct timespec t = {deadline / 1000000000, deadline % 1000000000};
  long r = syscall(SYS_futex, word, FUTEX_WAIT_BITSET, expected, deadline < 0 ? (struct timespec *)0 : &t,
                   (uint32_t *)0, FUTEX_BITSET_MATCH_ANY);
  return r == 0 ? 0 : errno;
}

static inline void platform_wake(uint32_t *word, int32_t count) {
  syscall(SYS_futex, word, FUTEX_WAKE, count, (struct timespec *)0, (uint32_t *)0, 0);
}

// Identifies the calling thread in this system.
static inline int64_t platform_thread_id(void) { return syscall(SYS_gettid); }

// A counter that can be written to wake whoever polls it; non-blocking, closed on exec; below 0 with errno on failure.
static inline int platform_event_descriptor(void) {
  return (int)syscall(SYS_eventfd2, 0, 02000000 /* EFD_CLOEXEC */ | 04000 /* EFD_NONBLOCK */);
}

// Processors that the affinity mask of this process allows; 0 when unknown.
static inline int platform_usable_processors(void) {
  unsigned char mask[1024];
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
  int count = 0;
  for (long i = 0; i < bytes; i++) count += __builtin_popcount(mask[i]);
  return count;
}

// An unnamed file in memory, closed on exec; below 0 with errno on failure.
static inline int platform_memory_file(const char *name) {
  return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */);
}
#else
#include <fcntl.h>
#include <os/os_sync_wait_on_address.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static inline int platform_wait(uint32_t *word, uint32_t expected, int64_t deadline) {
  int r;
  if (deadline < 0) {
    r = os_sync_wait_on_address(word, expected, 4, OS_SYNC_WAIT_ON_ADDRESS_SHARED);
  } else {
    int64_t left = deadline - platform_now();
    if (left <= 0) return ETIMEDOUT;
    r = os_sync_wait_on_address_with_timeout(word, expected, 4, OS_SYNC_WAIT_ON_ADDRESS_SHARED,
                                             OS_CLOCK_MACH_ABSOLUTE_TIME, (uint64_t)left);
  }
  return r >= 0 ? 0 : errno;
}

static inline void platform_wake(uint32_t *word, int32_t count) {
  if (count == 1) os_sync_wake_by_address_any(word, 4, OS_SYNC_WAKE_BY_ADDRESS_SHARED);
  else os_sync_wake_by_address_all(word, 4, OS_SYNC_WAKE_BY_ADDRESS_SHARED);
}

static inline int platform_event_descriptor(void) {
  errno = ENOSYS;
  return -1;
}

static inline int platform_usable_processors(void) { return 0; }

static inline int platform_memory_file(const char *name) {
  char path[64];
  snprintf(path, sizeof path, "/%s-%d-%d", name, (int)getpid(), (int)platform_now());
  int fd = shm_open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (fd >= 0) shm_unlink(path);
  return fd;
}

static inline int64_t platform_thread_id(void) {
  uint64_t id = 0;
  pthread_threadid_np(0, &id);
  return (int64_t)id;
}
#endif
#endif
