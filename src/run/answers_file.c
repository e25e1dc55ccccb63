/* See answers_file.h. */
#include "run/answers_file.h"

#include "base/file.h"
#include "base/limits.h"
#include "protocol/message.h"

struct reading {
    struct arena *arena; /* of the answers */
    struct arena *line;  /* of one line */
    const struct shown_ids *shown;
    struct answers_file *file;
};

/* False when the line answers nothing. */
static bool take(struct reading *reading, struct str line)
{
    struct message message;
    arena_reset(reading->line);
    if (message_read(reading->line, line, &message, NULL) != ERR_OK ||
        (message.kind != MESSAGE_OUTPUT && message.kind != MESSAGE_ERROR)) {
        return false;
    }
    size_t at;
    if (!shown_ids_find(reading->shown, message.id, &at)) {
        return false;
    }
    struct filed_answer *answer = &reading->file->answers[at];
    if (answer->state != FILED_MISSING) {
        *answer = (struct filed_answer){.state = FILED_DOUBLED};
        return true;
    }
    answer->state = message.kind == MESSAGE_OUTPUT ? FILED_OUTPUT : FILED_ERROR;
    if (answer->state == FILED_OUTPUT) {
        answer->output = arena_str(reading->arena, message.output->raw);
    } else {
        answer->error_code = arena_str(reading->arena, message.error_code);
        answer->error_message = arena_str(reading->arena, message.error_message);
    }
    return true;
}

static enum err_code read_all(struct reading *reading, const char *path, struct err *err)
{
    struct file_lines lines;
    struct str line;
    bool found = true;
    TRY(file_lines_open(&lines, path, LIMIT_LINE, err));
    enum err_code code = file_lines_next(&lines, &line, &found, err);
    while (code == ERR_OK && found) {
        if (!take(reading, line) && ++reading->file->faults > LIMIT_TOOL_FAULTS) {
            code = err_set(err, ERR_INVALID,
                           "the tool's answers have more than %d lines that answer nothing",
                           LIMIT_TOOL_FAULTS);
        } else {
            code = file_lines_next(&lines, &line, &found, err);
        }
    }
    file_lines_close(&lines);
    return code;
}

enum err_code answers_file_read(struct arena *arena, const char *path,
                                const struct shown_ids *shown, struct answers_file *file,
                                struct err *err)
{
    struct reading reading = {.arena = arena, .shown = shown, .file = file};
    *file = (struct answers_file){
        .answers = arena_zalloc(arena, (shown->count + 1) * sizeof *file->answers)};
    reading.line = arena_new();
    enum err_code code = read_all(&reading, path, err);
    arena_free(reading.line);
    return code;
}
