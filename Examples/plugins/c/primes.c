// A plug-in in C: counts the primes below a limit, in a pool of threads. Build it with
//
//     cc -O2 -pthread -o primes primes.c
//
// It may look for what it needs with strstr because scenario promises the form of its lines: no spaces, and the members in
// the order of Documentation/plugins.md.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { queue_size = 1 << 16, most_threads = 64 };

struct task {
  long long id, input;
};

static struct task queue[queue_size];
static unsigned head, tail;
static int ended;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static long long limit = 10000;

static long long number_after(const char *text, const char *key, long long otherwise) {
  const char *found = strstr(text, key);
  return found ? strtoll(found + strlen(key), NULL, 10) : otherwise;
}

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long count_primes(long long below) {
  long long count = 0;
  for (long long n = 2; n < below; n++) {
    int is_prime = 1;
    for (long long d = 2; d * d <= n && is_prime; d++) is_prime = n % d != 0;
    count += is_prime;
  }
  return count;
}

static void *work(void *unused) {
  (void)unused;
  for (;;) {
    pthread_mutex_lock(&mutex);
    while (head == tail && !ended) pthread_cond_wait(&changed, &mutex);
    if (head == tail) {
      pthread_mutex_unlock(&mutex);
      return NULL;
    }
    struct task task = queue[head++ % queue_size];
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    long long began = now();
    long long result = count_primes(limit + task.input);
    // One call, so that lines of different threads do not mix.
    printf("{\"done\":[{\"id\":%lld,\"result\":%lld,\"ns\":%lld}]}\n", task.id, result, now() - began);
  }
}

static void take(const char *message) {
  for (const char *next = message; (next = strstr(next, "\"id\":")) != NULL; next++) {
    pthread_mutex_lock(&mutex);
    while (tail - head == queue_size) pthread_cond_wait(&changed, &mutex);
    queue[tail++ % queue_size] = (struct task){strtoll(next + 5, NULL, 10), number_after(next, "\"input\":", 0)};
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
  }
}

int main(void) {
  char *line = NULL;
  size_t size = 0;
  pthread_t threads[most_threads];
  int count = 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  while (getline(&line, &size, stdin) > 0 && strncmp(line, "{\"stop\":", 8) != 0) {
    if (strncmp(line, "{\"hello\":", 9) == 0) {
      puts("{\"hello\":{\"version\":1,\"name\":\"primes\",\"summary\":\"Counts primes\",\"bound_by\":\"cpu\","
           "\"strategies\":[\"serial\",\"thread\",\"process\",\"async\"],\"heartbeat\":true,\"parameters\":{\"limit\":"
           "{\"type\":\"integer\",\"default\":10000,\"minimum\":2,\"maximum\":10000000,"
           "\"description\":\"Primes below this and the task's input are counted\"}}}}");
    } else if (strncmp(line, "{\"start\":", 9) == 0) {
      limit = number_after(line, "\"limit\":", limit);
      long long wanted = number_after(line, "\"in_flight\":", 0);  // 0, too, for null: any number
      for (int i = 0; i < most_threads && (wanted <= 0 || i < wanted); i++)
        if (pthread_create(&threads[count], NULL, work, NULL) == 0) count++;
      puts("{\"ready\":{}}");
    } else if (strncmp(line, "{\"run\":", 7) == 0) {
      take(line);
    } else if (strncmp(line, "{\"ping\":", 8) == 0) {
      printf("{\"pong\":%lld}\n", strtoll(line + 8, NULL, 10));
    }
  }
  pthread_mutex_lock(&mutex);
  ended = 1;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
  for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
  free(line);
  return 0;
}
