/* See shape.h. */
#include "run/shape.h"

#include "run/conversation.h"

struct client_answer shape_answer_of(size_t item, const struct reply *reply)
{
    struct client_answer answer = {
        .item = item, .outcome = OUTCOME_ERROR, .microseconds = reply->microseconds};
    switch (reply->kind) {
    case REPLY_OUTPUT:
        break;
    case REPLY_ERROR:
        answer.error_code = reply->error_code;
        answer.error_message = reply->error_message;
        break;
    case REPLY_MALFORMED:
        answer.error_code = STR("malformed");
        break;
    case REPLY_DIED:
        answer.outcome = OUTCOME_DIED;
        break;
    case REPLY_TIMEOUT:
        answer.outcome = OUTCOME_TIMEOUT;
        break;
    }
    return answer;
}

enum err_code shape_run(const struct shape_plan *plan, struct client_counts *counts,
                        struct err *err)
{
    switch (plan->task->shape) {
    case TASK_ITEM:
        return client_run(plan->client, counts, err);
    case TASK_COLLECTION:
        return collection_run(plan, counts, err);
    case TASK_SESSION:
        return session_run(plan, counts, err);
    case TASK_INDEXED:
        break;
    }
    return indexed_run(plan, counts, err);
}
