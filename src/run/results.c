#include "run/results.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "crypto/digest.h"

#include <stddef.h>

enum { RESULTS_MAX = 1 << 30 };

static void write_result(struct strbuf *out, struct str id, const struct client_answer *answer)
{
    struct jsonw w;
    char hex[SHA256_HEX_SIZE];
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", id);
    jsonw_member(&w, "outcome", outcome_word(answer->outcome));
    if (answer->outcome == OUTCOME_ANSWERED) {
        struct sha256 digest = sha256_of(answer->output);
        sha256_hex(hex, &digest);
        jsonw_member_str(&w, "output", answer->output);
        jsonw_member(&w, "output_sha256", hex);
    }
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

static void write_time(struct strbuf *out, struct str id, const struct client_answer *answer)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    journal_members(&w, id, answer);
    jsonw_member_int(&w, "pass", 1);
    journal_tokens(&w, answer);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

typedef void row_writer(struct strbuf *out, struct str id, const struct client_answer *answer);

static enum err_code write_rows(struct journal *journal, const struct bench *bench,
                                struct strbuf *out, row_writer *write, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < bench->count; i++) {
        struct client_answer answer;
        if (!journal_has(journal, i) || bench_item_is_planted(&bench->items[i])) {
            continue;
        }
        arena_reset(arena);
        code = journal_read(journal, arena, i, &answer, err);
        if (code == ERR_OK) {
            write(out, bench->items[i].id, &answer);
        }
    }
    arena_free(arena);
    return code == ERR_OK ? strbuf_check(out, "the results", err) : code;
}

enum err_code results_write(struct journal *journal, const struct bench *bench,
                            const char *path, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, RESULTS_MAX);
    enum err_code code = write_rows(journal, bench, &out, write_result, err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}

static void write_latency(struct strbuf *out, struct str id, const struct latency *latency)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", id);
    jsonw_member_int(&w, "microseconds", latency->microseconds);
    jsonw_member(&w, "outcome", outcome_word(latency->outcome));
    jsonw_member_int(&w, "pass", 2);
    jsonw_end(&w);
    strbuf_putc(out, '\n');
}

enum err_code timing_write(struct journal *journal, const struct bench *bench,
                           const struct latency *latencies, size_t latency_count,
                           struct str summary, const char *path, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, RESULTS_MAX);
    enum err_code code = write_rows(journal, bench, &out, write_time, err);
    for (size_t i = 0; code == ERR_OK && i < latency_count; i++) {
        if (bench_item_is_planted(&bench->items[latencies[i].item])) {
            continue;
        }
        write_latency(&out, bench->items[latencies[i].item].id, &latencies[i]);
    }
    strbuf_str(&out, summary);
    strbuf_putc(&out, '\n');
    if (code == ERR_OK) {
        code = strbuf_check(&out, "the timing", err);
    }
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0644, err);
    }
    strbuf_release(&out);
    return code;
}
