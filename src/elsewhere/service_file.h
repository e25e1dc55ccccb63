/* service.json: a service that answers items over HTTP, as the evaluator declares it.
 *
 *     {"service":1,"adapter":"openai"|"http","address":"http://127.0.0.1:8080/v1",
 *      "supplier":TEXT,"model":TEXT,"task":NAME,
 *      "template":TEXT,                      openai: a template's name or path
 *      "answer":POINTER,                     http: where the output stands in the reply, ""
 *      "parameters":{NAME:text|number|flag}, openai: sent with each request; recorded
 *      "limits":{"seconds_per_item":60,"retries":3,"reply_bytes":1048576},
 *      "price":{"currency":"GBP","in":DEC,"out":DEC},   for a million tokens
 *      "goes_to":TEXT,        where a gateway at the address sends what it is given
 *      "token_file":PATH}     one line, sent as a bearer token, to the loopback alone
 */
#ifndef POLICEAI_ELSEWHERE_SERVICE_FILE_H
#define POLICEAI_ELSEWHERE_SERVICE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct service_file {
    bool openai; /* else http */
    struct str address, supplier, model, task;
    struct str template_name;    /* openai */
    struct str answer;           /* http */
    const struct js *parameters; /* an object, or NULL */
    int64_t seconds_per_item, retries, reply_bytes;
    struct str currency; /* n == 0: no price */
    double price_in, price_out;
    struct str price; /* its JSON */
    struct str goes_to;
    struct str token_file;
};

/* `text` must outlive it. The error names the key and the fix. */
enum err_code service_file_parse(struct arena *arena, struct str text,
                                 struct service_file *service, struct err *err) MUST_USE;

#endif
