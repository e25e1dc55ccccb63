/* Who, when, where and what a page of a case speaks of: people, telephones, vehicles, places,
 * mail addresses, exhibits, and moments, each with its place and a key by which the same thing
 * is known again. */
#ifndef POLICEAI_INDEX_CASE_MENTIONS_H
#define POLICEAI_INDEX_CASE_MENTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casetext/when.h"
#include "document_state.h"
#include "personal_data/detect.h"
#include "personal_data/lexicon.h"

struct mention {
    const char *kind;  /* person, phone, vehicle, place, mail, exhibit, when */
    size_t start, end; /* bytes */
    struct str key;
    bool doubtful; /* of a place: taken from the trained model alone */
    /* of a moment */
    struct day day;
    bool has_time, about, half_day;
    int hour, minute;
    bool reckoned;                   /* the day is not said there, but goes by */
    size_t anchor_start, anchor_end; /* what stands here; both 0: the document's own day */
    size_t sentence_start, sentence_end;
};

enum { BIRTHS_MAX = 64 };

struct mentions {
    struct mention *items;
    size_t count, room;
    size_t births[BIRTHS_MAX]; /* where days of birth begin, in bytes */
    size_t birth_count;
    struct arena *arena;
};

/* What pages are read with; made once. */
struct mention_reader {
    struct detector *detector;
    struct lexicon *lexicon;
};

/* Add one at the end; `kind` is a literal, the key stays the caller's. */
struct mention *mentions_add(struct mentions *found, const char *kind, size_t start, size_t end,
                             struct str key);
/* The key of people (`names`: without titles) and places: lower case, one blank between words.
 * In the arena. */
struct str mentions_key(struct arena *arena, struct str text, bool names);
/* `own`: the document's own day, NULL when it has none. `state`: of the document, empty before
 * its first page. Valid UTF-8 of at most DETECT_TEXT_MAX bytes. */
enum err_code mentions_find(struct arena *arena, const struct mention_reader *reader,
                            struct str text, const struct day *own,
                            struct document_state *state, struct mentions *found,
                            struct err *err) MUST_USE;

#endif
