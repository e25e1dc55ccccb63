/* Transcripts as files hold them: trn, stm and ctm of NIST's SCTK, lines of plain text, JSON
 * lines, SegLST.
 *
 * Reading knows nothing of scoring. Everything lives in the arena; NIST's formats end as
 * tokens, plain text and JSON lines also keep their text as it stands (`raw`), since
 * conventions differ in how they split it. Limits: TRANSCRIPT_* below and SCORE_LINE_MAX a
 * line. */
#ifndef POLICEAI_SCORE_TRANSCRIPT_H
#define POLICEAI_SCORE_TRANSCRIPT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "score/score_report.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    TRANSCRIPT_UTTERANCES_MAX = 4 * 1000 * 1000,
    TRANSCRIPT_TOKENS_MAX = 4 * 1000 * 1000, /* of one utterance or channel */
    TRANSCRIPT_CHOICES_MAX = 60              /* choices inside each other */
};

enum transcript_format {
    FORMAT_TRN,
    FORMAT_STM,
    FORMAT_CTM,
    FORMAT_PLAIN,
    FORMAT_JSONL,
    FORMAT_SEGLST
};

/* "{", "/" and "}" of a choice that the transcriber left, and words. */
enum token_kind { TOKEN_WORD, TOKEN_OPEN, TOKEN_OR, TOKEN_CLOSE };

struct token {
    enum token_kind kind;
    struct str text; /* of a word */
};

/* Seconds; of the words of a ctm file. */
struct token_time {
    double start;
    double duration;
};

struct utterance {
    struct str id;      /* trn "(spk-utt)", JSON lines "id"; n == 0 where the format has none */
    struct str speaker; /* n == 0: not known */
    struct str file;    /* stm and ctm; SegLST "session_id" */
    struct str channel;
    double from; /* stm and SegLST, seconds; SegLST without times: NAN */
    double to;
    struct token *tokens;
    size_t count;
    struct token_time *times; /* ctm: of each token; else NULL */
    struct str raw;           /* plain, JSON lines, SegLST: the text as it stands */
    const struct js *row;     /* JSON lines, SegLST */
    bool left_out;            /* stm: IGNORE_TIME_SEGMENT_IN_SCORING */
    size_t line;
};

struct transcript {
    const char *path;
    enum transcript_format format;
    struct utterance *items; /* ctm: one a file and channel, in the order first met */
    size_t count;
};

/* "trn", "stm", "ctm", "plain", "jsonl", "seglst"; ERR_USAGE that lists them. */
enum err_code transcript_format_named(const char *name, enum transcript_format *format,
                                      struct err *err) MUST_USE;
/* By the end of the file's name (".gz" taken off): .trn .stm .ctm .txt .jsonl .json (SegLST);
 * ERR_USAGE that names --format. */
enum err_code transcript_format_of(const char *path, enum transcript_format *format,
                                   struct err *err) MUST_USE;
const char *transcript_format_word(enum transcript_format format);

/* Reads a file; a row that cannot be used goes through score_report_skip. `path` is lent. */
enum err_code transcript_read(struct score_report *report, const char *path,
                              enum transcript_format format, struct transcript *transcript,
                              struct err *err) MUST_USE;

#endif
