#include "line_features.h"

#include <stdbool.h>
#include <string.h>

enum { LOOKED_AT = 4 << 20, SPEAKERS = 12, SPEAKER_MAX = 30, AGAIN = 2 };

static bool digit(struct str line, size_t i)
{
    return i < line.n && line.p[i] >= '0' && line.p[i] <= '9';
}

static bool has_clock_at(struct str line, size_t i)
{
    size_t hour = digit(line, i) ? (digit(line, i + 1) ? 2 : 1) : 0;
    if (hour == 0) {
        return false;
    }
    if (hour == 2 && digit(line, i + 2) && digit(line, i + 3)) { /* 2105, with hrs after it */
        struct str rest = str_trim(str_sub(line, i + 4, 5));
        return str_starts(rest, STR("hrs")) || str_starts(rest, STR("hours"));
    }
    return i + hour < line.n && (line.p[i + hour] == ':' || line.p[i + hour] == '.') &&
           digit(line, i + hour + 1) && digit(line, i + hour + 2) && !digit(line, i + hour + 3);
}

/* Within the first characters, so that a date or a number of the entry may stand before. */
static bool begins_with_clock(struct str line)
{
    for (size_t i = 0; i < line.n && i < 24; i++) {
        if ((i == 0 || !digit(line, i - 1)) && has_clock_at(line, i)) {
            return true;
        }
        bool passes = digit(line, i) || strchr("/.-[]() |,\tT", line.p[i]) != NULL;
        if (!passes && i > 14) {
            return false;
        }
    }
    return false;
}

/* "[03/03/2026, 17:52:10] Name: text", "03/03/2026, 17:52 - Name: text" */
static bool is_chat_line(struct str line)
{
    size_t from = line.n > 0 && line.p[0] == '[';
    size_t comma = str_find(str_sub(line, 0, 14), STR(", "));
    if (comma == SIZE_MAX || !digit(line, from) || !has_clock_at(line, comma + 2)) {
        return false;
    }
    struct str rest = str_sub(line, comma + 2, 60);
    size_t end = str_find(rest, from > 0 ? STR("] ") : STR(" - "));
    return end != SIZE_MAX && str_find(str_from(rest, end), STR(": ")) != SIZE_MAX;
}

struct speaker {
    struct str name;
    size_t lines;
};

static void count_speaker(struct speaker *speakers, size_t *count, struct str line)
{
    size_t colon = str_find(str_sub(line, 0, SPEAKER_MAX), STR(":"));
    if (colon == SIZE_MAX || colon == 0 || digit(line, 0)) {
        return;
    }
    struct str name = str_trim(str_sub(line, 0, colon));
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(speakers[i].name, name)) {
            speakers[i].lines++;
            return;
        }
    }
    if (*count < SPEAKERS) {
        speakers[(*count)++] = (struct speaker){name, 1};
    }
}

static bool is_question(struct str line)
{
    return line.n > 2 && (line.p[0] == 'Q' || line.p[0] == 'A') &&
           (strchr(".: )", line.p[1]) != NULL || digit(line, 1)) &&
           !str_starts(line, STR("A "));
}

void line_features_look(struct str text, struct line_features *features)
{
    struct speaker speakers[SPEAKERS];
    size_t count = 0;
    struct str rest = str_sub(text, 0, LOOKED_AT);
    struct str line;
    *features = (struct line_features){.lines = 0};
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n == 0) {
            continue;
        }
        features->lines++;
        features->clock += begins_with_clock(line);
        features->questions += is_question(line);
        features->chat += is_chat_line(line);
        count_speaker(speakers, &count, line);
    }
    for (size_t i = 0; i < count; i++) {
        features->speakers += speakers[i].lines > AGAIN ? speakers[i].lines : 0;
    }
}
