/* Looks a task up by its name. */
#include "task/task.h"

const struct task *task_lookup(struct str name)
{
    for (size_t i = 0; i < task_table_count; i++) {
        if (str_is(name, task_table[i]->name)) {
            return task_table[i];
        }
    }
    return NULL;
}
