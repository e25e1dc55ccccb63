/* See quoted_passages.h. */
#include "quoted_passages.h"

#include "casetext/sentences.h"
#include "found_dates.h"
#include "labelled_fields.h"
#include "tellable.h"
#include "turns.h"

#include <string.h>

enum {
    BEARS_WEIGHT = 4, /* a word of what an officer said counts as much as all else */
    QUOTE_WORDS_MIN = 6,
    SHORT_WORDS_MIN = 2, /* where no passage is longer */
    QUOTE_WORDS_MAX = 70,
    PASSAGES_LOOKED_AT = 400,
    EARLY = 12 /* passages at the beginning count for more */
};

#define QUESTION_SHARE 0.4 /* of the weight of an answer */

/* "21:05", "9.30" */
static bool has_clock(struct str text)
{
    for (size_t i = 1; i + 2 < text.n; i++) {
        bool point = text.p[i] == ':' || text.p[i] == '.';
        bool digits = text.p[i - 1] >= '0' && text.p[i - 1] <= '9' && text.p[i + 1] >= '0' &&
                      text.p[i + 1] <= '5' && text.p[i + 2] >= '0' && text.p[i + 2] <= '9';
        if (point && digits) {
            return true;
        }
    }
    return false;
}

struct passage {
    size_t first, last; /* words */
    struct str text;
    double score;
};

/* With the mark before it that is closed in it, and the one behind that was opened in it. */
static struct str passage_text(const struct described *document, size_t first, size_t last)
{
    struct str text = document->text;
    size_t from = document->words->items[first].from;
    size_t to = document->words->items[last].to;
    size_t quotes = 0;
    size_t brackets = 0;
    for (size_t i = from; i < to; i++) {
        quotes += text.p[i] == '"';
        brackets += text.p[i] == ']';
    }
    char before = from > 0 ? text.p[from - 1] : ' ';
    bool opened = before == '"' && quotes > 0;
    bool closed = to < text.n && text.p[to] == '"' && (quotes + opened) % 2 == 1;
    to += closed;
    from -= (before == '[' && brackets > 0) || (opened && (quotes % 2 == 1 || closed));
    return str_sub(text, from, to - from);
}

/* Of a message: where the message that it answers begins, as programs of mail mark it. */
static size_t answered_from(const struct described *document)
{
    static const char *const marks[] = {"\n-----Original Message-----",
                                        "\n-------- Original Message", "\n________________"};
    size_t from = document->text.n;
    for (size_t i = 0; str_is(document->kind, "message") && i < sizeof marks / sizeof marks[0];
         i++) {
        size_t at = str_find(document->text, str_of(marks[i]));
        from = at < from ? at : from;
    }
    return from;
}

/* Of another's message: behind ">", or below what answered_from found. */
static bool is_answered(const struct described *document, size_t answered, size_t at)
{
    size_t line = at;
    while (line > 0 && document->text.p[line - 1] != '\n') {
        line--;
    }
    while (line < at && document->text.p[line] == ' ') {
        line++;
    }
    return at >= answered ||
           (str_is(document->kind, "message") && document->text.p[line] == '>');
}

/* What makes a sentence matter to a case: a denial, being together, being seen. Each counts. */
static const struct {
    const char *word;
    double weight;
} telling[] = {{"not", 1},         {"never", 1.5},    {"nobody", 1},       {"nothing", 1},
               {"denied", 2},      {"denies", 2},     {"deny", 2},         {"wasn't", 1.5},
               {"didn't", 1.5},    {"couldn't", 1.5}, {"wrong", 1},        {"mistaken", 1.5},
               {"instead", 1},     {"different", 1},  {"another", 0.5},    {"saw", 1},
               {"seen", 1},        {"heard", 1},      {"watched", 1},      {"told", 0.5},
               {"with", 0.5},      {"together", 1},   {"home", 0.5},       {"alibi", 3},
               {"evening", 1},     {"night", 0.5},    {"midnight", 1},     {"morning", 0.5},
               {"afternoon", 0.5}, {"o'clock", 1},    {"until", 0.5},      {"admitted", 2},
               {"confessed", 2},   {"lied", 2},       {"recognised", 1.5}, {"identified", 1.5},
               {"unsure", 1.5},    {"arrested", 1},   {"whole", 0.5}};

enum { TELLING = sizeof telling / sizeof telling[0] };

enum { WORDS_COUNTED = 4000 };

/* How often a word stands in the first part of a document, by its hash; 0: a free slot. */
struct word_count {
    uint64_t hash;
    size_t times;
};

struct weighing {
    uint64_t telling[TELLING]; /* hashes of folded words */
    struct document_words bears;
    struct word_count *counts; /* at least twice as many as words, a power of two */
    size_t mask;
};

static struct word_count *count_slot(struct weighing *weighing, uint64_t hash)
{
    size_t at = hash & weighing->mask;
    while (weighing->counts[at].times > 0 && weighing->counts[at].hash != hash) {
        at = (at + 1) & weighing->mask;
    }
    return &weighing->counts[at];
}

static void count_words(struct arena *arena, const struct document_words *words,
                        struct weighing *weighing)
{
    size_t count = words->count < WORDS_COUNTED ? words->count : WORDS_COUNTED;
    size_t room = 64;
    while (room < 2 * count) {
        room *= 2;
    }
    weighing->counts = arena_zalloc(arena, room * sizeof *weighing->counts);
    weighing->mask = room - 1;
    for (size_t i = 0; i < count; i++) {
        struct word_count *slot = count_slot(weighing, words->items[i].hash);
        slot->hash = words->items[i].hash;
        slot->times++;
    }
}

static void weighing_make(struct arena *arena, const struct described *document,
                          struct weighing *weighing)
{
    count_words(arena, document->words, weighing);
    for (size_t i = 0; i < TELLING; i++) {
        weighing->telling[i] = str_hash(document_word_fold(arena, str_of(telling[i].word)));
    }
    document_words_make(arena, js_text(document->facts, DESCRIBED_BEARS), &weighing->bears);
}

/* Dates, times, names, telling words: what a sentence is about beyond its subject. */
static double specific_score(const struct described *document, const struct weighing *weighing,
                             const struct passage *passage)
{
    struct found_date date;
    size_t at = 0;
    size_t names = 0;
    double sum = 0;
    for (size_t i = passage->first; i <= passage->last; i++) {
        const struct document_word *word = &document->words->items[i];
        char c = document->text.p[word->from];
        names += i > passage->first && c >= 'A' && c <= 'Z' && word->to - word->from > 2;
        for (size_t k = 0; k < TELLING; k++) {
            sum += word->hash == weighing->telling[k] ? telling[k].weight : 0;
        }
    }
    sum = sum > 4 ? 4 : sum;
    sum += names > 3 ? 1.5 : 0.5 * (double)names;
    sum += found_date_next(passage->text, &at, &date) ? 2 : 0;
    return sum + (has_clock(passage->text) ? 2 : 0);
}

/* How many of the longer words of what an officer said stand in it. */
static double bears_score(const struct described *document, const struct weighing *weighing,
                          const struct passage *passage)
{
    double sum = 0;
    for (size_t k = 0; k < weighing->bears.count; k++) {
        const struct document_word *said = &weighing->bears.items[k];
        for (size_t i = passage->first; said->folded.n > 3 && i <= passage->last; i++) {
            if (document->words->items[i].hash == said->hash) {
                sum += BEARS_WEIGHT;
                break;
            }
        }
    }
    return sum;
}

/* How often its longer words stand in the document (centroid scoring), early ones for more. */
static double central_score(const struct described *document, struct weighing *weighing,
                            const struct passage *passage, size_t place)
{
    const struct document_words *words = document->words;
    double sum = 0;
    for (size_t i = passage->first; i <= passage->last; i++) {
        if (words->items[i].folded.n < 4) {
            continue;
        }
        size_t times = count_slot(weighing, words->items[i].hash)->times;
        sum += times > 4 ? 4 : (double)times;
    }
    sum /= (double)(passage->last - passage->first + 3);
    return place < EARLY ? sum * 1.5 : sum;
}

/* Not what is printed on every such form, the heading (said already), or a table's headings. */
static bool tells(const struct described *document, struct str title,
                  const struct passage *passage)
{
    size_t number = document->words->items[passage->first].passage;
    bool held = false;
    for (size_t i = number; i <= document->words->items[passage->last].passage; i++) {
        held = held || document->form->held[i];
    }
    bool headings = number == 0 && str_is(document->kind, "table");
    bool heading = title.n > 0 && str_find(passage->text, title) != SIZE_MAX;
    return !held && !heading && !headings;
}

/* "ROOK: I was at my mum's.", where ROOK speaks more than once. */
static bool begins_turn(const struct described *document, struct str text)
{
    struct str line = turns_without_time(text);
    size_t colon = str_find(line, STR(":"));
    return colon != SIZE_MAX && colon > 0 &&
           turns_of(document->text, str_sub(line, 0, colon)) > 1;
}

static bool is_question(const struct described *document, const struct passage *passage)
{
    size_t end = document->words->items[passage->last].to;
    return end < document->text.n && document->text.p[end] == '?';
}

static bool is_fit(const struct described *document, struct str title, size_t words_min,
                   const struct passage *passage)
{
    size_t length = passage->last - passage->first + 1;
    return length >= words_min && length <= QUOTE_WORDS_MAX && passage->text.n <= QUOTED_MAX &&
           tellable(document, passage->text) && !tellable_private(document, passage->text) &&
           (!labelled_fields_starts(document->rules, passage->text) ||
            begins_turn(document, passage->text)) &&
           tells(document, title, passage);
}

/* Sentences, over the ends of lines; of those too long to be quoted, their lines. */
static size_t last_word_of(const struct document_words *words, const struct sentence *sentence,
                           size_t first)
{
    size_t last = first;
    while (last + 1 < words->count && words->items[last + 1].to <= sentence->end) {
        last++;
    }
    if (last - first + 1 <= QUOTE_WORDS_MAX &&
        words->items[last].to - words->items[first].from < QUOTED_MAX) {
        return last;
    }
    while (words->items[last].passage != words->items[first].passage) {
        last--;
    }
    return last;
}

static size_t find_passages(struct arena *arena, const struct described *document,
                            struct str title, struct weighing *weighing, size_t words_min,
                            struct passage *passages)
{
    const struct document_words *words = document->words;
    size_t answered = answered_from(document);
    size_t count = 0;
    size_t place = 0;
    size_t sentence_count;
    const struct sentence *sentences = sentences_find(arena, document->text, &sentence_count);
    for (size_t i = 0, s = 0; i < words->count && place < PASSAGES_LOOKED_AT; place++) {
        while (s < sentence_count && sentences[s].end <= words->items[i].from) {
            s++;
        }
        if (s == sentence_count) {
            break;
        }
        size_t last = last_word_of(words, &sentences[s], i);
        struct passage passage = {i, last, passage_text(document, i, last), 0};
        if (is_fit(document, title, words_min, &passage) &&
            !is_answered(document, answered, words->items[i].from)) {
            passage.score = central_score(document, weighing, &passage, place) +
                            specific_score(document, weighing, &passage) +
                            bears_score(document, weighing, &passage);
            passage.score *= is_question(document, &passage) ? QUESTION_SHARE : 1;
            passages[count++] = passage;
        }
        i = last + 1;
    }
    return count;
}

/* The best that is not among the `taken`; SIZE_MAX: none. */
static size_t best_of(const struct passage *passages, size_t count, const size_t *taken,
                      size_t taken_count)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        bool before = false;
        for (size_t k = 0; k < taken_count; k++) {
            before = before || taken[k] == i;
        }
        if (!before && (best == SIZE_MAX || passages[i].score > passages[best].score)) {
            best = i;
        }
    }
    return best;
}

void quoted_passages_choose(struct arena *arena, const struct described *document,
                            struct str title, struct quoted_passages *quoted)
{
    struct passage *passages = arena_alloc(arena, PASSAGES_LOOKED_AT * sizeof *passages);
    struct weighing *weighing = arena_zalloc(arena, sizeof *weighing);
    size_t taken[QUOTED_PASSAGES];
    size_t taken_count = 0;
    weighing_make(arena, document, weighing);
    size_t count = find_passages(arena, document, title, weighing, QUOTE_WORDS_MIN, passages);
    if (count == 0) { /* "Thank you. Somebody will come." is all of it */
        count = find_passages(arena, document, title, weighing, SHORT_WORDS_MIN, passages);
    }
    *quoted = (struct quoted_passages){.count = 0};
    if (count == 0) {
        return;
    }
    taken[taken_count++] = best_of(passages, count, NULL, 0);
    if (taken[0] != 0) {
        taken[taken_count++] = 0;
    }
    while (taken_count < QUOTED_PASSAGES && taken_count < count) {
        taken[taken_count] = best_of(passages, count, taken, taken_count);
        taken_count++;
    }
    for (size_t i = 0; i < taken_count; i++) {
        quoted->items[i] = passages[taken[i]].text;
        quoted->follows[i] = i > 0 && taken[i] == taken[i - 1] + 1;
    }
    quoted->count = taken_count;
}
