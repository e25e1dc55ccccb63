/* Lines of trn, stm, ctm and JSON lines; see transcript_line.h. */
#include "score/speech/transcript_line.h"

#include "score/score_table.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Takes the next run of bytes that are not blank off *rest; empty at the end. */
static struct str next_field(struct str *rest)
{
    size_t start = 0;
    while (start < rest->n && is_blank(rest->p[start])) {
        start++;
    }
    size_t end = start;
    while (end < rest->n && !is_blank(rest->p[end])) {
        end++;
    }
    struct str field = str_sub(*rest, start, end - start);
    *rest = str_from(*rest, end);
    return field;
}

bool transcript_line_empty(struct str line)
{
    struct str rest = line;
    return str_starts(line, STR(";;")) || next_field(&rest).n == 0;
}

/* What stands before an unescaped ";", without "\" and without "*" at the end. */
static struct str word_of(struct arena *arena, struct str text)
{
    if (!str_has_byte(text, '\\') && !str_has_byte(text, ';') && text.p[text.n - 1] != '*') {
        return text;
    }
    char *copy = arena_alloc(arena, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n && text.p[i] != ';'; i++) {
        i += text.p[i] == '\\' && i + 1 < text.n;
        copy[n++] = text.p[i];
    }
    n -= n > 1 && copy[n - 1] == '*';
    return n > 0 ? str_n(copy, n) : text;
}

struct choices {
    bool has_word[TRANSCRIPT_CHOICES_MAX];
    size_t depth;
};

static enum err_code put_mark(struct choices *choices, char mark, struct token *token,
                              struct err *err)
{
    token->text = str_n("", 0);
    if (mark == '{') {
        if (choices->depth == TRANSCRIPT_CHOICES_MAX) {
            return err_set(err, ERR_LIMIT, "a choice stands inside %d others",
                           TRANSCRIPT_CHOICES_MAX);
        }
        choices->has_word[choices->depth++] = false;
        token->kind = TOKEN_OPEN;
    } else if (mark == '/') {
        token->kind = TOKEN_OR;
    } else {
        token->kind = TOKEN_CLOSE;
        if (!choices->has_word[--choices->depth]) {
            err_set(err, ERR_FORMAT, "a choice has no word: \"{ }\"");
            err_hint(err, "write @ for \"nothing was said\", as in { uh / @ }");
            return ERR_FORMAT;
        }
    }
    return ERR_OK;
}

static size_t word_end(struct str text, size_t at, size_t depth)
{
    while (at < text.n && !is_blank(text.p[at]) &&
           (depth == 0 || (text.p[at] != '/' && text.p[at] != '}'))) {
        at++;
    }
    return at;
}

/* At least as many as there are tokens: one begins at a mark, after one, or after a blank. */
static size_t tokens_at_most(struct str text)
{
    size_t count = 0;
    bool apart = true;
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at];
        bool mark = c == '{' || c == '/' || c == '}';
        bool blank = is_blank(c);
        count += mark || (apart && !blank);
        apart = mark || blank;
    }
    return count;
}

enum err_code transcript_tokens(struct arena *arena, struct str text,
                                struct utterance *utterance, struct err *err)
{
    struct choices choices = {.depth = 0};
    utterance->tokens =
        arena_alloc(arena, (tokens_at_most(text) + 1) * sizeof *utterance->tokens);
    utterance->count = 0;
    for (size_t at = 0; at < text.n;) {
        char c = text.p[at];
        struct token *token = &utterance->tokens[utterance->count];
        if (is_blank(c)) {
            at++;
        } else if (c == '{' || (choices.depth > 0 && (c == '/' || c == '}'))) {
            TRY(put_mark(&choices, c, token, err));
            utterance->count++;
            at++;
        } else {
            size_t end = word_end(text, at, choices.depth);
            *token = (struct token){TOKEN_WORD, word_of(arena, str_sub(text, at, end - at))};
            utterance->count++;
            memset(choices.has_word, true, choices.depth);
            at = end;
        }
    }
    if (choices.depth > 0) {
        err_set(err, ERR_FORMAT, "a choice begins with \"{\" and does not end");
        err_hint(err, "write { ONE / OTHER }, with the closing brace on the same line");
        return ERR_FORMAT;
    }
    if (utterance->count > TRANSCRIPT_TOKENS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d words", TRANSCRIPT_TOKENS_MAX);
    }
    return ERR_OK;
}

static size_t last_of(struct str text, char byte)
{
    size_t at = text.n;
    while (at > 0 && text.p[at - 1] != byte) {
        at--;
    }
    return at > 0 ? at - 1 : SIZE_MAX;
}

static struct str speaker_of(struct str id)
{
    const char *hyphen = memchr(id.p, '-', id.n);
    const char *mark = hyphen != NULL ? hyphen : memchr(id.p, '_', id.n);
    return mark == NULL ? str_n("", 0) : str_sub(id, 1, (size_t)(mark - id.p) - 1);
}

enum err_code trn_line(struct arena *arena, struct str line, struct utterance *utterance,
                       struct err *err)
{
    struct str text = str_trim(line);
    size_t open = last_of(text, '(');
    size_t close = last_of(text, ')');
    if (open == SIZE_MAX || close == SIZE_MAX || close < open + 2 || close + 1 != text.n) {
        err_set(err, ERR_FORMAT, "no utterance id in parentheses at the end of the line");
        err_hint(err, "a line of a trn file is: the words (speaker-utterance)");
        return ERR_FORMAT;
    }
    utterance->id = str_from(text, open);
    utterance->speaker = speaker_of(utterance->id);
    return transcript_tokens(arena, str_sub(text, 0, open), utterance, err);
}

static enum err_code seconds(struct str field, const char *what, double *value, struct err *err)
{
    TRY(score_number(field, what, value, err));
    if (*value < 0 || *value > 1e9) {
        return err_set(err, ERR_FORMAT, "%s is %.*s seconds", what, STR_ARG(field));
    }
    return ERR_OK;
}

/* SOURCE: NIST SCTK, src/sclite/stm2ctm.c align_one_channel, after letters' case is folded. */
static bool says_ignore(struct str text)
{
    static const char *const marks[] = {
        "IGNORE_TIME_SEGMENT_IN_SCORING", "ignore_time_segment_in_scoring",
        "IGNORETIMESEGMENTINSCORING", "ignoretimesegmentinscoring"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (str_find(text, str_of(marks[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

enum err_code stm_line(struct arena *arena, struct str line, struct utterance *utterance,
                       struct err *err)
{
    struct str rest = line;
    utterance->file = next_field(&rest);
    utterance->channel = next_field(&rest);
    utterance->speaker = next_field(&rest);
    struct str from = next_field(&rest);
    struct str to = next_field(&rest);
    if (to.n == 0) {
        err_set(err, ERR_FORMAT, "fewer than five fields");
        err_hint(err, "a line of an stm file is: file channel speaker from to the words");
        return ERR_FORMAT;
    }
    TRY(seconds(from, "the beginning", &utterance->from, err));
    TRY(seconds(to, "the end", &utterance->to, err));
    if (utterance->to < utterance->from) {
        return err_set(err, ERR_FORMAT, "a segment ends at %g, before it begins at %g",
                       utterance->to, utterance->from);
    }
    struct str after = rest;
    struct str label = next_field(&after);
    struct str text = label.n > 0 && label.p[0] == '<' ? after : rest;
    utterance->left_out = says_ignore(text);
    return transcript_tokens(arena, text, utterance, err);
}

static bool same_letters(struct str text, const char *capital)
{
    size_t n = strlen(capital);
    if (text.n != n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        char c =
            text.p[i] >= 'a' && text.p[i] <= 'z' ? (char)(text.p[i] - 'a' + 'A') : text.p[i];
        if (c != capital[i]) {
            return false;
        }
    }
    return true;
}

static bool alternative_mark(struct str word, struct token *token)
{
    static const struct {
        const char *word;
        enum token_kind kind;
    } marks[] = {{"<ALT_BEGIN>", TOKEN_OPEN}, {"<ALT>", TOKEN_OR}, {"<ALT_END>", TOKEN_CLOSE}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (same_letters(word, marks[i].word)) {
            *token = (struct token){marks[i].kind, str_n("", 0)};
            return true;
        }
    }
    return false;
}

enum err_code ctm_line(struct arena *arena, struct str line, struct ctm_word *word,
                       struct err *err)
{
    struct str rest = line;
    word->file = next_field(&rest);
    word->channel = next_field(&rest);
    struct str start = next_field(&rest);
    struct str duration = next_field(&rest);
    struct str text = next_field(&rest);
    word->time = (struct token_time){0, 0};
    if (text.n == 0) {
        err_set(err, ERR_FORMAT, "fewer than five fields");
        err_hint(err, "a line of a ctm file is: file channel start duration word");
        return ERR_FORMAT;
    }
    if (alternative_mark(text, &word->token)) {
        return ERR_OK;
    }
    TRY(seconds(start, "the start", &word->time.start, err));
    TRY(seconds(duration, "the duration", &word->time.duration, err));
    word->token = (struct token){TOKEN_WORD, word_of(arena, text)};
    return ERR_OK;
}

enum err_code jsonl_line(struct arena *arena, struct str line, struct utterance *utterance,
                         struct err *err)
{
    struct js *row;
    TRY(js_parse(arena, line, &row, err));
    const struct js *id = js_member(row, "id");
    TRY(js_need_str(row, "text", &utterance->raw, err));
    TRY(js_may_str(row, "speaker", &utterance->speaker, err));
    if (id == NULL || (id->type != JS_STRING && id->type != JS_INT)) {
        err_set(err, ERR_FORMAT, "no \"id\", or one that is neither text nor a whole number");
        err_hint(err, "a row is {\"id\":\"…\",\"text\":\"…\"}, \"speaker\" may stand beside");
        return ERR_FORMAT;
    }
    utterance->id = id->type == JS_STRING ? id->string : id->raw;
    utterance->row = row;
    return ERR_OK;
}
