// Waiting for many descriptors at once with a deadline in nanoseconds: epoll, whose records Swift cannot lay out.
#ifndef CPLATFORM_POLLER_H
#define CPLATFORM_POLLER_H
#include <errno.h>
#include <stdint.h>
#include <time.h>

#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

// A close-on-exec poller, or below 0 with errno.
static inline int platform_poller_make(void) { return epoll_create1(EPOLL_CLOEXEC); }

// Has the poller report `token` when `descriptor` is ready; with `once` a single time until asked again. 0 or errno.
static inline int platform_poller_watch(int poller, int descriptor, int for_reading, int for_writing, int once,
                                        int32_t token) {
  struct epoll_event event;
  event.events = (for_reading ? EPOLLIN : 0) | (for_writing ? EPOLLOUT : 0) | (once ? EPOLLONESHOT : 0);
  event.data.u64 = (uint32_t)token;
  if (epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
  if (errno == ENOENT && epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) == 0) return 0;
  return errno;
}

// A descriptor that was closed meanwhile has been forgotten already.
static inline void platform_poller_forget(int poller, int descriptor) {
  struct epoll_event event;
  epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event);
}

// Waits until something is ready or until `deadline` (monotonic nanoseconds; below 0: for ever). Returns how many tokens
// it has written; 0 at the deadline and when a signal came first.
static inline int platform_poller_wait(int poller, int32_t *tokens, int64_t deadline) {
  enum { capacity = 64 };
  struct epoll_event events[capacity];
  int64_t left = -1;
  if (deadline >= 0) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    left = deadline - ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec);
    if (left < 0) left = 0;
  }
  int count = -1;
#ifdef SYS_epoll_pwait2
  struct timespec timeout = {left / 1000000000, left % 1000000000};
  count = (int)syscall(SYS_epoll_pwait2, poller, events, capacity, left < 0 ? (struct timespec *)0 : &timeout, 0, 0);
  if (count < 0 && errno == EINTR) return 0;
#endif
  // Older kernels count in milliseconds; rounded up, so that nobody wakes early.
  if (count < 0) {
    int64_t milliseconds = left < 0 ? -1 : (left + 999999) / 1000000;
    if (milliseconds > 60000) milliseconds = 60000;
    count = epoll_wait(poller, events, capacity, (int)milliseconds);
  }
  for (int i = 0; i < count; i++) tokens[i] = (int32_t)(uint32_t)events[i].data.u64;
  return count < 0 ? 0 : count;
}
#else
static inline int platform_poller_make(void) {
  errno = ENOSYS;
  return -1;
}
static inline int platform_poller_watch(int poller, int descriptor, int for_reading, int for_writing, int once,
                                        int32_t token) {
  return ENOSYS;
}
static inline void platform_poller_forget(int poller, int descriptor) {}
static inline int platform_poller_wait(int poller, int32_t *tokens, int64_t deadline) { return 0; }
#endif
#endif
