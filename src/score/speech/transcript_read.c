/* Files of transcripts; see transcript.h. */
#include "score/speech/transcript.h"

#include "base/mem.h"
#include "score/score_input.h"
#include "base/name_table.h"
#include "score/speech/seglst.h"
#include "score/speech/transcript_line.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    const char *end;
} formats[] = {[FORMAT_TRN] = {"trn", ".trn"},       [FORMAT_STM] = {"stm", ".stm"},
               [FORMAT_CTM] = {"ctm", ".ctm"},       [FORMAT_PLAIN] = {"plain", ".txt"},
               [FORMAT_JSONL] = {"jsonl", ".jsonl"}, [FORMAT_SEGLST] = {"seglst", ".json"}};
enum { FORMATS = sizeof formats / sizeof formats[0] };

enum err_code transcript_format_named(const char *name, enum transcript_format *format,
                                      struct err *err)
{
    for (int i = 0; i < FORMATS; i++) {
        if (str_is(str_of(name), formats[i].word)) {
            *format = (enum transcript_format)i;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_USAGE,
                   "no format %s; there are trn, stm, ctm, plain, jsonl, seglst", name);
}

enum err_code transcript_format_of(const char *path, enum transcript_format *format,
                                   struct err *err)
{
    struct str name = str_of(path);
    if (str_ends(name, STR(".gz"))) {
        name.n -= 3;
    }
    for (int i = 0; i < FORMATS; i++) {
        if (str_ends(name, str_of(formats[i].end))) {
            *format = (enum transcript_format)i;
            return ERR_OK;
        }
    }
    err_set(err, ERR_USAGE, "the name %s does not say the format", path);
    err_hint(err, "give --format trn, stm, ctm, plain, jsonl or seglst (or --ref-format, "
                  "--hyp-format)");
    return ERR_USAGE;
}

const char *transcript_format_word(enum transcript_format format)
{
    return formats[format].word;
}

struct reading {
    struct score_report *report;
    struct arena *arena;
    struct score_input *input;
    struct transcript *transcript;
    size_t room;
    struct name_table *channels; /* ctm */
    size_t *token_rooms;         /* ctm, per channel */
    size_t token_rooms_room;
};

/* A new utterance at the end; its place may move with the next. */
static struct utterance *add(struct reading *reading)
{
    struct transcript *t = reading->transcript;
    t->items = mem_grow(t->items, t->count, &reading->room, sizeof *t->items);
    t->items[t->count] = (struct utterance){.line = score_input_number(reading->input)};
    return &t->items[t->count++];
}

static struct str key_of(struct arena *arena, struct str file, struct str channel)
{
    return str_of(arena_printf(arena, "%.*s %.*s", STR_ARG(file), STR_ARG(channel)));
}

static void add_token(struct reading *reading, size_t channel, const struct ctm_word *word)
{
    struct utterance *utterance = &reading->transcript->items[channel];
    size_t *room = &reading->token_rooms[channel];
    size_t times_room = *room;
    utterance->times =
        mem_grow(utterance->times, utterance->count, &times_room, sizeof *utterance->times);
    utterance->tokens =
        mem_grow(utterance->tokens, utterance->count, room, sizeof *utterance->tokens);
    utterance->times[utterance->count] = word->time;
    utterance->tokens[utterance->count++] = word->token;
}

static enum err_code add_ctm(struct reading *reading, struct str line, struct err *err)
{
    struct ctm_word word;
    TRY(ctm_line(reading->arena, line, &word, err));
    struct str key = key_of(reading->arena, word.file, word.channel);
    uint32_t channel = name_table_add(reading->channels, key);
    if (channel == reading->transcript->count) {
        struct utterance *utterance = add(reading);
        utterance->file = word.file;
        utterance->channel = word.channel;
        reading->token_rooms =
            mem_grow(reading->token_rooms, channel, &reading->token_rooms_room,
                     sizeof *reading->token_rooms);
        reading->token_rooms[channel] = 0;
    }
    if (reading->transcript->items[channel].count == TRANSCRIPT_TOKENS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d words in one channel",
                       TRANSCRIPT_TOKENS_MAX);
    }
    add_token(reading, channel, &word);
    return ERR_OK;
}

static enum err_code add_line(struct reading *reading, struct str line, struct err *err)
{
    struct utterance utterance = {.line = score_input_number(reading->input)};
    struct arena *arena = reading->arena;
    enum transcript_format format = reading->transcript->format;
    struct str kept = arena_str(arena, line);
    if (format == FORMAT_CTM) {
        return add_ctm(reading, kept, err);
    }
    if (format == FORMAT_TRN) {
        TRY(trn_line(arena, kept, &utterance, err));
    } else if (format == FORMAT_STM) {
        TRY(stm_line(arena, kept, &utterance, err));
    } else if (format == FORMAT_JSONL) {
        TRY(jsonl_line(arena, kept, &utterance, err));
    } else {
        utterance.raw = kept;
    }
    if (reading->transcript->count == TRANSCRIPT_UTTERANCES_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d utterances", TRANSCRIPT_UTTERANCES_MAX);
    }
    *add(reading) = utterance;
    return ERR_OK;
}

/* Lines of plain text count when empty too: they are paired by their number. */
static bool is_row(enum transcript_format format, struct str line)
{
    return format == FORMAT_PLAIN ||
           (format == FORMAT_JSONL ? str_trim(line).n > 0 : !transcript_line_empty(line));
}

static enum err_code read_lines(struct reading *reading, struct err *err)
{
    for (;;) {
        struct str line;
        bool found;
        TRY(score_input_line(reading->input, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        if (!is_row(reading->transcript->format, line)) {
            continue;
        }
        enum err_code code = add_line(reading, line, err);
        if (code != ERR_OK) {
            TRY(score_report_skip(reading->report, reading->transcript->path,
                                  score_input_number(reading->input), code, err));
        }
    }
}

/* A choice of a ctm channel that does not close, or has no word. */
static enum err_code check_choices(const struct utterance *utterance, struct err *err)
{
    size_t depth = 0;
    bool has_word = false;
    for (size_t i = 0; i < utterance->count; i++) {
        enum token_kind kind = utterance->tokens[i].kind;
        if (kind == TOKEN_OPEN) {
            has_word = false;
        }
        has_word = has_word || kind == TOKEN_WORD;
        if ((kind == TOKEN_OPEN && depth == 1) ||
            (kind != TOKEN_OPEN && kind != TOKEN_WORD && depth == 0) ||
            (kind == TOKEN_CLOSE && !has_word)) {
            depth = SIZE_MAX;
            break;
        }
        depth += kind == TOKEN_OPEN;
        depth -= kind == TOKEN_CLOSE;
    }
    if (depth != 0) {
        err_set(err, ERR_FORMAT,
                "marks of alternatives of file %.*s, channel %.*s do not match",
                STR_ARG(utterance->file), STR_ARG(utterance->channel));
        err_hint(err,
                 "write <ALT_BEGIN>, words, <ALT>, words, <ALT_END>, not inside each other");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

static void release(void *data)
{
    struct transcript *transcript = data;
    for (size_t i = 0; transcript->format == FORMAT_CTM && i < transcript->count; i++) {
        free(transcript->items[i].tokens);
        free(transcript->items[i].times);
    }
    free(transcript->items);
}

enum err_code transcript_read(struct score_report *report, const char *path,
                              enum transcript_format format, struct transcript *transcript,
                              struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct transcript *kept = arena_zalloc(arena, sizeof *kept);
    struct reading reading = {.report = report, .arena = arena, .transcript = kept};
    kept->path = path;
    kept->format = format;
    reading.channels = name_table_new(arena);
    arena_on_free(arena, release, kept);
    if (format == FORMAT_SEGLST) {
        TRY(seglst_read(report, kept, err));
        *transcript = *kept;
        return ERR_OK;
    }
    TRY(score_input_open(path, &reading.input, err));
    enum err_code code = read_lines(&reading, err);
    score_input_close(reading.input);
    free(reading.token_rooms);
    TRY(code);
    for (size_t i = 0; format == FORMAT_CTM && i < kept->count; i++) {
        code = check_choices(&kept->items[i], err);
        if (code != ERR_OK) {
            TRY(score_report_skip(report, path, kept->items[i].line, code, err));
            kept->items[i].count = 0;
        }
    }
    *transcript = *kept;
    return ERR_OK;
}
