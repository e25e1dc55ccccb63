/* Who, when, where and what a page of a case speaks of: people, telephones, vehicles, places,
 * mail addresses, exhibits, and moments, each with its place and a key by which the same thing
 * is known again. */
#ifndef POLICEAI_INDEX_CASE_MENTIONS_H
#define POLICEAI_INDEX_CASE_MENTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "casetext/when.h"
#include "personal_data/detect.h"

struct mention {
    const char *kind;  /* person, phone, vehicle, place, mail, exhibit, when */
    size_t start, end; /* bytes */
    struct str key;
    /* of a moment */
    struct day day;
    bool has_time, about, half_day;
    int hour, minute;
    bool reckoned;                   /* the day is not said there, but goes by */
    size_t anchor_start, anchor_end; /* what stands here; both 0: the document's own day */
    size_t sentence_start, sentence_end;
};

struct mentions {
    struct mention *items;
    size_t count, room;
    struct arena *arena;
};

/* `own`: the document's own day, NULL when it has none. Valid UTF-8 of at most DETECT_TEXT_MAX
 * bytes. */
enum err_code mentions_find(struct arena *arena, struct detector *detector, struct str text,
                            const struct day *own, struct mentions *found,
                            struct err *err) MUST_USE;

#endif
