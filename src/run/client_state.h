/* The inside of the client: which process has which items (private to this part). */
#ifndef POLICEAI_RUN_CLIENT_STATE_H
#define POLICEAI_RUN_CLIENT_STATE_H

#include "base/arena.h"
#include "base/limits.h"
#include "run/client.h"
#include "run/process.h"
#include "run/staging.h"

enum sent_state {
    SENT_WAITING,
    SENT_AGAIN, /* its clock or a neighbour's passed: to be sent again, alone */
    SENT_GONE   /* has its outcome; a late answer is dropped */
};

struct sent {
    size_t item;
    char id[17];
    struct staged staged;
    int64_t sent_us;
    enum sent_state state;
};

struct slot {
    struct process process;
    bool running;
    bool started_before;
    struct sent sent[LIMIT_WINDOW];
    int count;
    int64_t last_answer_us;
    int64_t kill_ms; /* when the grace after a cancel ends; 0: none */
    /* Items that were out when a process died: sent again one at a time. */
    size_t alone[LIMIT_WINDOW];
    int alone_count;
    bool sending_alone;
};

struct client {
    const struct client_plan *plan;
    struct process_plan process_plan;
    struct client_counts *counts;
    struct arena *arena; /* of one line */
    struct slot *slots;
    bool *has_outcome; /* by item */
    size_t next;       /* in plan->order */
    bool given_up;     /* restarts used up */
};

/* client_answers.c: what came from a tool, and outcomes. */
enum err_code client_outcome(struct client *client, const struct client_answer *answer,
                             struct err *err) MUST_USE;
/* Takes every whole line; *malformed true when the process must be killed for what it sent. */
enum err_code client_read_lines(struct client *client, struct slot *slot, bool *malformed,
                                struct err *err) MUST_USE;
void client_forget_sent(struct slot *slot, int index);

/* client_deaths.c: ends of processes, clocks that passed. */
enum err_code client_death(struct client *client, struct slot *slot, bool malformed,
                           struct err *err) MUST_USE;
enum err_code client_check_clocks(struct client *client, struct slot *slot,
                                  struct err *err) MUST_USE;
enum err_code client_give_up(struct client *client, struct err *err) MUST_USE;

#endif
