/* A log of another harness, as either: means lie within what the rows can be, counts are those
 * of the rows, and what is refused is refused with words. */
#include "foreign/foreign_log.h"

#include "base/err.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(const struct foreign_log *log)
{
    if (log->count > FOREIGN_FIGURES_MAX || log->samples < 0) {
        BUG("more figures than there may be");
    }
    for (size_t i = 0; i < log->count; i++) {
        const struct foreign_figure *figure = &log->figures[i];
        for (size_t k = 0; k < i; k++) {
            if (str_eq(figure->score, log->figures[k].score) &&
                str_eq(figure->metric, log->figures[k].metric)) {
                BUG("a figure twice");
            }
        }
        if (figure->rows < 0 || figure->without < 0 ||
            figure->rows + figure->without > log->samples) {
            BUG("more rows than the log has");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct foreign_log *log = arena_zalloc(arena, sizeof *log);
    struct err err = {.code = ERR_OK};
    struct str text = str_n((const char *)bytes, length);
    if (harness_log_read(arena, text, log, &err) == ERR_OK) {
        check(log);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    err.message[0] = '\0';
    if (inspect_log_read(arena, text, log, &err) == ERR_OK) {
        check(log);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
