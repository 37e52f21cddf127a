// What Swift cannot express on its own: futex and pidfd system calls, the pause instruction.
#ifndef CPLATFORM_H
#define CPLATFORM_H
#include <stdint.h>

static inline void cpu_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}
#endif
