/* Spans of a text while a person marks them; sorted, apart from each other. */
#ifndef POLICEAI_BENCHMARK_LABEL_MARKS_H
#define POLICEAI_BENCHMARK_LABEL_MARKS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "benchmark/label_words.h"

struct label_mark {
    int64_t start, end;
    struct str label;
};

enum { LABEL_MARKS_MAX = 5000 };

struct label_marks {
    struct label_mark *list;
    size_t count, room;
};

/* Takes the place of what was there with {"spans":[…]}; NULL: none. Labels are lent. */
void label_marks_load(struct label_marks *marks, const struct js *value);
void label_marks_free(struct label_marks *marks);
/* Marks the words of these numbers, rising, each run of neighbours as one span. ERR_INVALID
 * when none is given, ERR_CONFLICT when one lies in a span already. */
enum err_code label_marks_add(struct label_marks *marks, const struct label_word *words,
                              size_t word_count, const size_t *chosen, size_t count,
                              struct str label, struct err *err) MUST_USE;
/* ERR_NOT_FOUND when there is none of that number. */
enum err_code label_marks_remove(struct label_marks *marks, size_t number,
                                 struct err *err) MUST_USE;
/* Appends {"spans":[…]}. */
void label_marks_write(const struct label_marks *marks, struct strbuf *out);

#endif
