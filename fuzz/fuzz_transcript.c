/* Lines of transcripts, rows of SegLST, and lines of RTTM and UEM files: refused with words, or
 * whole: every choice that opens closes and has a word, times are in order, a segment of SegLST
 * has both its times or neither and says who spoke where, and the normaliser gives text. The
 * first byte says which. */
#include "base/utf8.h"
#include "score/diarisation/rttm.h"
#include "score/speech/seglst.h"
#include "score/speech/speech_norm.h"
#include "score/speech/transcript_line.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_tokens(const struct utterance *utterance)
{
    size_t depth = 0;
    for (size_t i = 0; i < utterance->count; i++) {
        const struct token *token = &utterance->tokens[i];
        if (token->kind == TOKEN_WORD && token->text.n == 0) {
            BUG("a word without letters");
        }
        depth += token->kind == TOKEN_OPEN;
        if (token->kind != TOKEN_WORD && depth == 0) {
            BUG("a mark outside a choice");
        }
        if (token->kind == TOKEN_CLOSE && utterance->tokens[i - 1].kind == TOKEN_OPEN) {
            BUG("a choice without a word");
        }
        depth -= token->kind == TOKEN_CLOSE;
    }
    if (depth != 0) {
        BUG("a choice that does not end");
    }
}

static void check_norm(struct arena *arena, struct str line)
{
    struct str made[] = {norm_en_gb(arena, line), norm_whisper_en(arena, line)};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        if (!utf8_valid(made[i]) || made[i].n > 40 * line.n + 40) {
            BUG("the normaliser made %zu bytes of %zu", made[i].n, line.n);
        }
    }
}

static enum err_code segment(struct arena *arena, struct str line, struct err *err)
{
    struct utterance utterance = {.count = 0};
    struct js *row;
    TRY(js_parse(arena, line, &row, err));
    TRY(seglst_row(row, &utterance, err));
    bool none = isnan(utterance.from) && isnan(utterance.to);
    if (!none && !(isfinite(utterance.from) && isfinite(utterance.to) &&
                   utterance.from <= utterance.to)) {
        BUG("a segment from %g to %g", utterance.from, utterance.to);
    }
    if (utterance.file.n == 0 || utterance.speaker.n == 0 || utterance.raw.p == NULL) {
        BUG("a segment that is not whole");
    }
    return ERR_OK;
}

static enum err_code words(struct arena *arena, int which, struct str line, struct err *err)
{
    struct utterance utterance = {.count = 0};
    struct ctm_word word;
    if (which == 0) {
        TRY(trn_line(arena, line, &utterance, err));
    } else if (which == 1) {
        TRY(stm_line(arena, line, &utterance, err));
        if (!(utterance.from <= utterance.to)) {
            BUG("a segment that ends before it begins");
        }
    } else if (which == 2) {
        if (segment(arena, line, err) != ERR_OK) {
            TRY(jsonl_line(arena, line, &utterance, err));
        }
    } else {
        TRY(ctm_line(arena, line, &word, err));
        if (!isfinite(word.time.start) || !(word.time.duration >= 0)) {
            BUG("a word without a time");
        }
    }
    check_tokens(&utterance);
    return ERR_OK;
}

static enum err_code turns(int which, struct str line, struct err *err)
{
    struct rttm_row row;
    bool counts = false;
    TRY(which == 0 ? rttm_line(line, &row, &counts, err) : uem_line(line, &row, &counts, err));
    if (counts && (!(row.when.start <= row.when.end) || row.file.n == 0)) {
        BUG("a row that is not whole");
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    struct arena *arena = arena_new();
    struct str line = str_n((const char *)bytes + 1, length - 1);
    struct err err = {.code = ERR_OK};
    int which = bytes[0] % 7;
    if (utf8_valid(line)) {
        enum err_code code = ERR_OK;
        if (which < 4) {
            code = words(arena, which, line, &err);
        } else if (which < 6) {
            code = turns(which - 4, line, &err);
        } else {
            check_norm(arena, line);
        }
        if (code != ERR_OK && err.message[0] == '\0') {
            BUG("refused without a word");
        }
    }
    arena_free(arena);
    return 0;
}
