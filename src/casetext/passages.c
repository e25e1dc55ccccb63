/* See passages.h. */
#include "casetext/passages.h"

#include "base/mem.h"
#include "casetext/plain_word.h"
#include "casetext/prose.h"
#include "casetext/sentences.h"
#include "casetext/telling.h"

#include <string.h>

enum {
    TURNS_MIN = 2,
    ANSWER_WORDS = 4,
    SHORT_BYTES = 45,
    LABELS_MAX = 64,
    DATE_DIGITS = 6, /* before a speaker's name: a day stands there, not a counter */
    MESSAGES_MAX = 4,
    MESSAGE_WORDS = 2
};

struct label {
    struct str words;
    size_t turns;
};

/* How a sentence begins: when, and who speaks. */
struct turn {
    struct str label; /* "LEE", "Jo > Al", "A"; "": nobody */
    struct str said;
    bool dated;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "Signature: C Lee": a line of a form, by whatever it is repeated. */
static bool is_of_forms(struct str label)
{
    static const char *const labels[] = {
        "signature", "signed", "date",    "dated", "time",     "name",    "address", "exhibit",
        "ref",       "page",   "officer", "from",  "to",       "subject", "result",  "place",
        "reason",    "note",   "notes",   "log",   "exhibits", "number",  "cc",      "sent"};
    size_t at = 0;
    struct str word;
    return plain_word_next(label, &at, &word) && at == label.n &&
           plain_word_among(word, labels, sizeof labels / sizeof labels[0]);
}

static struct turn turn_of(struct str sentence)
{
    struct turn turn = {.label = STR(""), .said = telling_without_label(sentence)};
    size_t at = 0;
    size_t digits = 0;
    if ((str_starts(sentence, STR("A. ")) || str_starts(sentence, STR("Q. "))) &&
        sentence.n > 3) {
        turn.label = str_sub(sentence, 0, 1);
        turn.said = str_from(sentence, 3);
        return turn;
    }
    while (at < sentence.n && strchr("0123456789:./[], -\t", sentence.p[at]) != NULL) {
        digits += is_digit(sentence.p[at]);
        at++;
    }
    if (turn.said.p > sentence.p + at + 1 && turn.said.p[-2] == ':') {
        turn.label =
            str_trim(str_sub(sentence, at, (size_t)(turn.said.p - sentence.p) - at - 2));
        turn.dated = digits >= DATE_DIGITS;
    }
    return turn;
}

/* Who speaks: both sides of "Jo > Al" are one conversation. */
static struct str speaker_of(struct str label)
{
    size_t arrow = str_find(label, STR(" > "));
    return arrow == SIZE_MAX ? label : str_sub(label, 0, arrow);
}

static size_t count_label(struct label *labels, size_t *count, struct str words, size_t add)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(labels[i].words, words)) {
            labels[i].turns += add;
            return labels[i].turns;
        }
    }
    if (add > 0 && *count < LABELS_MAX) {
        labels[(*count)++] = (struct label){words, add};
    }
    return add;
}

static size_t words_of(struct str text)
{
    size_t words = 0;
    size_t at = 0;
    struct str word;
    while (plain_word_next(text, &at, &word)) {
        words++;
    }
    return words;
}

static bool is_question(struct str text)
{
    return text.n > 0 && text.p[text.n - 1] == '?';
}

/* What stands in the last cell of a row: "14:00 | 20 | He ran." */
static struct str last_cell(struct str sentence)
{
    size_t from = sentence.n;
    while (from > 0 && sentence.p[from - 1] != '|' && sentence.p[from - 1] != '\t') {
        from--;
    }
    return from == 0 ? STR("") : str_trim(str_from(sentence, from));
}

/* A sentence that says of somebody or something told before it. */
static bool leans(struct str sentence)
{
    static const char *const heads[] = {"he",   "she",  "they",  "it",   "his", "her",
                                        "this", "that", "these", "then", "both"};
    struct str word;
    size_t at = 0;
    return sentence.n <= SHORT_BYTES ||
           (plain_word_next(sentence, &at, &word) &&
            plain_word_among(word, heads, sizeof heads / sizeof heads[0]));
}

/* Does nothing but white space of one paragraph lie between? */
static bool adjoin(struct str text, size_t end, size_t start)
{
    size_t lines = 0;
    for (size_t i = end; i < start; i++) {
        lines += text.p[i] == '\n';
    }
    return lines < 2;
}

struct finding {
    struct arena *arena;
    struct str text;
    struct label labels[LABELS_MAX];
    size_t label_count;
    struct passage *items;
    size_t count, room;
    struct str answering; /* who speaks at present, on lines without a label too */
    size_t messages;      /* in the last passage */
};

static struct passage *add(struct finding *f, struct passage passage)
{
    if (f->count == f->room) {
        size_t room = f->room * 2 + 32;
        struct passage *items = arena_alloc(f->arena, room * sizeof *items);
        if (f->count > 0 && f->items != NULL) {
            memcpy(items, f->items, f->count * sizeof *items);
        }
        f->items = items;
        f->room = room;
    }
    f->items[f->count++] = passage;
    return &f->items[f->count - 1];
}

static struct passage *last_of(struct finding *f)
{
    return f->count == 0 || f->items == NULL ? NULL : &f->items[f->count - 1];
}

static bool fits(const struct finding *f, const struct passage *last,
                 const struct sentence *sentence)
{
    return last != NULL && sentence->end - last->start <= PASSAGE_BYTES &&
           adjoin(f->text, last->end, sentence->start);
}

/* The day in front of a message: what stands before the first blank or comma. */
static struct str day_of(struct str text, size_t start)
{
    size_t end = start;
    while (end < text.n && text.p[end] != ' ' && text.p[end] != ',' && text.p[end] != '\n') {
        end++;
    }
    return str_sub(text, start, end - start);
}

static void add_message(struct finding *f, const struct sentence *sentence, struct turn turn)
{
    struct passage *last = last_of(f);
    if (words_of(turn.said) < MESSAGE_WORDS) {
        return;
    }
    if (last != NULL && last->kind == PASSAGE_MESSAGES && f->messages < MESSAGES_MAX &&
        fits(f, last, sentence) &&
        str_eq(day_of(f->text, last->start), day_of(f->text, sentence->start))) {
        last->end = sentence->end;
        f->messages++;
        return;
    }
    add(f, (struct passage){.start = sentence->start,
                            .end = sentence->end,
                            .own = sentence->start,
                            .kind = PASSAGE_MESSAGES,
                            .speaker = STR("")});
    f->messages = 1;
}

static bool has_answered(const struct finding *f, struct str speaker)
{
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].kind == PASSAGE_ANSWER && str_eq(f->items[i].speaker, speaker)) {
            return true;
        }
    }
    return false;
}

static void add_answer(struct finding *f, const struct sentence *sentences, size_t i,
                       struct turn turn)
{
    struct str text = f->text;
    bool asks = is_question(turn.said) || str_starts(turn.said, STR("Tell me"));
    f->answering = asks ? STR("") : turn.label;
    if (asks || words_of(turn.said) < ANSWER_WORDS ||
        str_starts(turn.said, STR("No comment"))) {
        return;
    }
    size_t start = sentences[i].start;
    if (i > 0) {
        struct str before = str_sub(text, sentences[i - 1].start,
                                    sentences[i - 1].end - sentences[i - 1].start);
        struct turn asked = turn_of(before);
        bool other = asked.label.n > 0 && !str_eq(asked.label, turn.label);
        if (other && is_question(before) && adjoin(text, sentences[i - 1].end, start) &&
            sentences[i].end - sentences[i - 1].start <= PASSAGE_BYTES) {
            start = sentences[i - 1].start;
        }
    }
    add(f, (struct passage){.start = start,
                            .end = sentences[i].end,
                            .own = sentences[i].start,
                            .kind = PASSAGE_ANSWER,
                            .speaker = turn.label,
                            .first = !has_answered(f, turn.label)});
}

static void add_prose(struct finding *f, const struct sentence *sentence, bool row)
{
    struct str own = str_sub(f->text, sentence->start, sentence->end - sentence->start);
    struct passage *last = last_of(f);
    bool entry = is_digit(own.p[0]) && sentence->start > 0 &&
                 f->text.p[sentence->start - 1] == '\n'; /* of a log */
    bool behind = fits(f, last, sentence) && last->kind != PASSAGE_MESSAGES && !row && !entry;
    bool goes_on = behind && last->kind == PASSAGE_ANSWER && f->answering.n > 0;
    if (goes_on || (behind && last->kind == PASSAGE_PROSE && leans(own))) {
        last->end = sentence->end;
        return;
    }
    add(f, (struct passage){.start = sentence->start,
                            .end = sentence->end,
                            .own = sentence->start,
                            .kind = row ? PASSAGE_ROW : PASSAGE_PROSE,
                            .speaker = f->answering});
}

static void look_at(struct finding *f, const struct sentence *sentences, size_t i)
{
    struct str own =
        str_sub(f->text, sentences[i].start, sentences[i].end - sentences[i].start);
    if (own.p[0] == '>') {
        return; /* what the message answers */
    }
    struct turn turn = turn_of(own);
    size_t turns = turn.label.n == 0 || is_of_forms(turn.label)
                       ? 0
                       : count_label(f->labels, &f->label_count, speaker_of(turn.label), 0);
    struct passage *last = last_of(f);
    bool answers = turn.dated && turns > 0 && last != NULL && last->kind == PASSAGE_MESSAGES &&
                   adjoin(f->text, last->end, sentences[i].start); /* speaks once */
    if (answers) {
        turns = TURNS_MIN;
    }
    if (turns >= TURNS_MIN && !str_has_byte(turn.said, '|') && !str_has_byte(turn.said, '\t')) {
        if (turn.dated) {
            add_message(f, &sentences[i], turn);
        } else {
            add_answer(f, sentences, i, turn);
        }
        return;
    }
    struct str cell = last_cell(own);
    bool row = cell.n > 0 && prose_tells(cell);
    if (turn.label.n > 0) {
        f->answering = STR("");
    }
    bool goes_on = f->answering.n > 0 && words_of(own) > 2;
    if (row || goes_on || prose_tells(own) || prose_tells(turn.said)) {
        add_prose(f, &sentences[i], row);
    }
}

struct passage *passages_find(struct arena *arena, struct str text, size_t *count)
{
    struct finding f = {.arena = arena, .text = text, .answering = STR("")};
    size_t sentence_count;
    const struct sentence *sentences = sentences_find(arena, text, &sentence_count);
    for (size_t i = 0; i < sentence_count; i++) {
        struct turn turn =
            turn_of(str_sub(text, sentences[i].start, sentences[i].end - sentences[i].start));
        if (turn.label.n > 0) {
            (void)count_label(f.labels, &f.label_count, speaker_of(turn.label), 1);
        }
    }
    for (size_t i = 0; i < sentence_count; i++) {
        look_at(&f, sentences, i);
    }
    *count = f.count;
    return f.items;
}
