#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct work {
    atomic_size_t next;
    size_t pieces;
    parallel_piece_fn *piece;
    void *data;
};

static void *take_pieces(void *argument)
{
    struct work *work = argument;
    for (;;) {
        size_t index = atomic_fetch_add_explicit(&work->next, 1, memory_order_relaxed);
        if (index >= work->pieces) {
            return NULL;
        }
        work->piece(work->data, index);
    }
}

size_t parallel_cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : count > PARALLEL_THREADS_MAX ? PARALLEL_THREADS_MAX : (size_t)count;
}

void parallel_run(size_t threads, size_t pieces, parallel_piece_fn *piece, void *data)
{
    struct work work = {.pieces = pieces, .piece = piece, .data = data};
    pthread_t others[PARALLEL_THREADS_MAX];
    size_t started = 0;
    size_t wanted = threads == 0 ? parallel_cores() : threads;
    wanted = wanted > PARALLEL_THREADS_MAX ? PARALLEL_THREADS_MAX : wanted;
    wanted = wanted > pieces ? pieces : wanted;
    atomic_init(&work.next, 0);
    while (started + 1 < wanted &&
           pthread_create(&others[started], NULL, take_pieces, &work) == 0) {
        started++;
    }
    take_pieces(&work);
    for (size_t i = 0; i < started; i++) {
        pthread_join(others[i], NULL);
    }
}
