/* Items put to a service over HTTP, one at a time, in place of a tool in the sandbox: the host
 * speaks, and no item's expected answer is within its reach. What a service sends is believed
 * no more than what a tool sends.
 *
 * Asked again, after 1, 2, 4 … seconds or what the service says (at most a minute): not
 * reached, hung up or cut short, status 429, 500, 502, 503, 504. Not asked again: a late answer
 * (outcome timeout), another status, a reply that cannot be read. After 50 items in a row
 * without any reply the rest is not attempted. */
#ifndef POLICEAI_ELSEWHERE_SERVICE_H
#define POLICEAI_ELSEWHERE_SERVICE_H

#include "base/arena.h"
#include "base/err.h"
#include "elsewhere/prompt_template.h"
#include "elsewhere/service_file.h"
#include "http/http_client.h"
#include "run/client.h"

#include <stdbool.h>
#include <stdint.h>

struct service {
    const struct service_file *file;
    const struct prompt_template *prompt; /* openai */
    struct http_client *client;
    struct str token;   /* n == 0: none */
    int64_t seed;       /* told to the model: 31 bits of the tool's seed */
    int64_t backoff_ms; /* before the second attempt; doubled each time */
    /* What the service says of itself, filled here: */
    char listed[11];       /* date of the model in its list of models, or "" */
    char reported[201];    /* the model its replies name; "several" */
    char fingerprint[201]; /* their system_fingerprint; "several", or "" */
};

/* Is it there, and does it know the model? GET /models (openai), a connection (http). ERR_IO,
 * ERR_NOT_FOUND with the models it has. */
enum err_code service_probe(struct service *service, struct err *err) MUST_USE;
/* Puts the plan's items to it; of the plan: items, order, count, stop_sending_ms, check, done,
 * tick, data. As client_run. */
enum err_code service_run(struct service *service, const struct client_plan *plan,
                          struct err *err) MUST_USE;

#endif
