/* results.jsonl and stats.jsonl of evidence from elsewhere. First byte 'r': the rest is a
 * results file; 's': a stats file; else each line is the output of one item, its row made with
 * the right digest, which no fuzzer could guess. What results give as stats must be read back.
 */
#include "evidence/figures.h"
#include "evidence/run_scope.h"
#include "evidence/stats_rows.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "crypto/digest.h"
#include "made_bench.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void try_stats(struct str stats, bool must)
{
    struct arena *arena = arena_new();
    struct stats_rows rows;
    struct strbuf figures;
    struct err err = {.code = ERR_OK};
    strbuf_init(&figures, 4 * MIB);
    enum err_code code = stats_rows_read(arena, made_bench(), stats, &rows, &err);
    if (code == ERR_OK) {
        code = figures_make(made_bench(), STR("test"), stats, 1, false, &figures, &err);
    }
    if (must && code != ERR_OK) {
        BUG("our own stats are refused: %s", err.message);
    }
    strbuf_release(&figures);
    arena_free(arena);
}

static void try_results(const uint8_t *bytes, size_t length)
{
    struct strbuf stats;
    struct run_scope scope;
    struct err err = {.code = ERR_OK};
    const char *path = made_file(bytes, length);
    strbuf_init(&stats, 4 * MIB);
    if (stats_make(made_bench(), path, &stats, &err) == ERR_OK) {
        try_stats(strbuf_view(&stats), true);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    enum err_code ignored = run_scope_read(made_bench(), path, &scope, &err);
    (void)ignored;
    strbuf_release(&stats);
}

static void write_row(struct strbuf *rows, const struct bench_item *item, struct str output)
{
    char hex[SHA256_HEX_SIZE];
    struct jsonw w;
    struct sha256 digest = sha256_of(output);
    sha256_hex(hex, &digest);
    jsonw_init(&w, rows);
    jsonw_object(&w);
    jsonw_member_str(&w, "id", item->id);
    jsonw_member(&w, "outcome", "answered");
    jsonw_member_str(&w, "output", output);
    jsonw_member(&w, "output_sha256", hex);
    jsonw_end(&w);
    strbuf_putc(rows, '\n');
}

static void try_outputs(struct str text)
{
    struct strbuf rows;
    struct str output;
    strbuf_init(&rows, 4 * MIB);
    for (size_t i = 0; i < MADE_ITEMS && str_split(&text, '\n', &output); i++) {
        if (utf8_valid(output)) {
            write_row(&rows, &made_bench()->items[i], output);
        }
    }
    try_results((const uint8_t *)rows.p, rows.n);
    strbuf_release(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str rest = str_n((const char *)bytes + 1, length - 1);
    if (length == 0) {
        return 0;
    }
    if (bytes[0] == 'r') {
        try_results(bytes + 1, length - 1);
    } else if (bytes[0] == 's') {
        try_stats(rest, false);
    } else {
        try_outputs(rest);
    }
    return 0;
}
