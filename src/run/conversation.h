/* One process of a tool that is asked one thing after the other: what the shapes collection,
 * indexed and session are made of (doc/tool-protocol.md). Items that stand for themselves go
 * through the client (run/client.h), which has windows and several processes.
 *
 * Sandbox, start, noise, faults and clocks are as there. What goes wrong with the tool is the
 * reply to what it was asked; after it nothing more can be asked. */
#ifndef POLICEAI_RUN_CONVERSATION_H
#define POLICEAI_RUN_CONVERSATION_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "run/client.h"

#include <stdbool.h>
#include <stdint.h>

struct conversation;

struct conversation_plan {
    /* tool_folder, manifest, parameters, tool_seed, scratch, tick, observe and data of it */
    const struct client_plan *client;
    struct client_counts *counts; /* filled when it is closed */
    const char *op;               /* that "ops" of the tool's ready must list, or NULL */
    bool state_writable;          /* an empty /state to write to */
    /* Called with what a tool says of its progress, 0 to 1. MAY be NULL. */
    void (*progress)(void *data, double part);
};

enum reply_kind {
    REPLY_OUTPUT,
    REPLY_ERROR, /* the tool's own */
    REPLY_DIED,
    REPLY_TIMEOUT,
    REPLY_MALFORMED
};

/* Texts are lent until the next question. */
struct reply {
    enum reply_kind kind;
    char id[17];             /* of the question */
    const struct js *output; /* REPLY_OUTPUT */
    struct str error_code;   /* REPLY_ERROR */
    struct str error_message;
    int64_t microseconds; /* from the question; -1: no answer */
};

/* Starts the process and waits until it is ready. An error when it does not get ready: the run
 * failed. */
enum err_code conversation_open(struct conversation **out, const struct conversation_plan *plan,
                                struct err *err) MUST_USE;
/* Ends the process: with 5 s to finish where `finish` and it is alive, else at once. NULL is
 * allowed. */
enum err_code conversation_close(struct conversation *conversation, bool finish,
                                 struct err *err) MUST_USE;

/* The folder that the tool sees as /in, and its sandbox, for files in answers. */
const char *conversation_in(const struct conversation *conversation);
const struct sandbox *conversation_sandbox(const struct conversation *conversation);

struct question {
    const char *op;   /* NULL: a request without */
    const char *of;   /* id of the question that this one belongs to, or NULL */
    struct str input; /* JSON */
    int64_t seconds;  /* the clock */
};
/* An error ends the run: stopped (ERR_CANCELLED), more than 1,000 faults, a question of more
 * than 1 MiB. */
enum err_code conversation_ask(struct conversation *conversation,
                               const struct question *question, struct reply *reply,
                               struct err *err) MUST_USE;

#endif
