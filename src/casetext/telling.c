/* See telling.h. */
#include "casetext/telling.h"

#include "casetext/plain_word.h"

enum { LABEL_WORDS = 4, LABEL_BYTES = 48 };
#define TURN 1.5 /* an answer tells what its speaker says for himself */

/* Made from what charges, accounts and reports turn on; no list of anybody else's. */
static const struct {
    const char *word;
    double weight;
} words[] = {{"arrested", 2},     {"charged", 2},     {"denied", 2},      {"denies", 2},
             {"admitted", 2},     {"admits", 2},      {"confessed", 2},   {"alibi", 2.5},
             {"identified", 2},   {"identify", 2},    {"recognised", 2},  {"match", 2},
             {"matches", 2},      {"matched", 2},     {"profile", 1.5},   {"dna", 1.5},
             {"forced", 1.5},     {"stole", 2},       {"stolen", 2},      {"missing", 1.5},
             {"punched", 2},      {"kicked", 2},      {"hit", 1.5},       {"grabbed", 1.5},
             {"pushed", 1.5},     {"stabbed", 2.5},   {"strangled", 2.5}, {"throat", 1.5},
             {"neck", 1},         {"knife", 2},       {"injury", 1},      {"injuries", 1},
             {"bleeding", 1},     {"blood", 1.5},     {"fracture", 1.5},  {"bruising", 1},
             {"threatened", 2},   {"threat", 1.5},    {"threw", 1},       {"scratched", 1.5},
             {"scratch", 1.5},    {"seized", 1},      {"found", 1},       {"recovered", 1},
             {"sold", 1.5},       {"paid", 1},        {"bought", 1.5},    {"saw", 1},
             {"seen", 1},         {"heard", 1},       {"drove", 1},       {"driver", 0.5},
             {"never", 1.5},      {"not", 1},         {"nobody", 1},      {"nothing", 0.5},
             {"didn't", 1.5},     {"wasn't", 1.5},    {"couldn't", 1},    {"unsure", 1.5},
             {"mistaken", 1.5},   {"wrong", 1},       {"lied", 2},        {"lying", 1.5},
             {"retract", 2},      {"withdraw", 2},    {"support", 0.5},   {"defence", 1.5},
             {"denying", 1.5},    {"confirmed", 0.5}, {"confirms", 0.5},  {"statement", 0.5},
             {"picked", 1},       {"selected", 1},    {"negative", 1.5},  {"positive", 1},
             {"result", 2},       {"results", 1},     {"excluded", 2},    {"opinion", 1},
             {"consistent", 1.5}, {"deceased", 2},    {"died", 2},        {"description", 0.5},
             {"registered", 1},   {"footage", 0.5},   {"message", 0.5},   {"messages", 0.5},
             {"called", 0.5},     {"said", 0.5},      {"told", 0.5},      {"caution", 0.5}};

static double weight_of(struct str word)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (plain_word_is(word, words[i].word)) {
            return words[i].weight;
        }
    }
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 21:05, 21.05, 2105 hours, 14/03/2026, AB/1 */
static double figures_weight(struct str text)
{
    bool clock = false;
    bool stroke = false;
    for (size_t i = 1; i + 1 < text.n; i++) {
        bool digits = is_digit(text.p[i - 1]) && is_digit(text.p[i + 1]);
        clock = clock || (digits && text.p[i] == ':');
        stroke = stroke || (text.p[i] == '/' && is_digit(text.p[i + 1]));
    }
    bool hours =
        str_find(text, STR(" hours")) != SIZE_MAX || str_find(text, STR(" hrs")) != SIZE_MAX ||
        str_find(text, STR("pm")) != SIZE_MAX || str_find(text, STR("past ")) != SIZE_MAX;
    return (clock || hours ? 1 : 0) + (stroke ? 1 : 0);
}

/* "TOCKETT: …", "A. …": somebody answers. */
static bool begins_turn(struct str sentence)
{
    struct str rest = telling_without_label(sentence);
    bool answer = str_starts(sentence, STR("A. "));
    return answer || (rest.n < sentence.n && rest.p > sentence.p + 1 && rest.p[-2] == ':');
}

double telling_weight(struct str sentence)
{
    double sum = figures_weight(sentence);
    double names = 0;
    size_t at = 0;
    size_t count = 0;
    struct str word;
    while (plain_word_next(sentence, &at, &word)) {
        bool part = at + 1 < sentence.n && sentence.p[at] == '\'' && word.n > 0;
        struct str own = part ? str_sub(sentence, at - word.n, word.n + 2) : word;
        bool capital = word.p[0] >= 'A' && word.p[0] <= 'Z' && word.n > 2;
        double own_weight = weight_of(own);
        sum += own_weight > 0 ? own_weight : weight_of(word);
        names += count > 0 && capital ? 0.5 : 0;
        count++;
    }
    sum += names > 2 ? 2 : names;
    sum = sum > TELLING_MAX ? TELLING_MAX : sum;
    bool asks = (sentence.n > 0 && sentence.p[sentence.n - 1] == '?') ||
                str_starts(telling_without_label(sentence), STR("Tell me"));
    bool turn = !asks && begins_turn(sentence);
    sum += turn ? TURN : 0;
    sum = sum > TELLING_MAX ? TELLING_MAX : sum;
    return asks ? sum / 4 : sum;
}

struct str telling_without_label(struct str sentence)
{
    size_t at = 0;
    while (at < sentence.n &&
           (is_digit(sentence.p[at]) || sentence.p[at] == ':' || sentence.p[at] == '.' ||
            sentence.p[at] == '/' || sentence.p[at] == '[' || sentence.p[at] == ']' ||
            sentence.p[at] == ',' || sentence.p[at] == '-' || sentence.p[at] == ' ')) {
        at++;
    }
    at = at > 0 && at < sentence.n ? at : 0;
    size_t begin = at;
    size_t blanks = 0;
    while (at < sentence.n && at - begin < LABEL_BYTES && sentence.p[at] != ':' &&
           sentence.p[at] != '\n' && sentence.p[at] != '.') {
        blanks += sentence.p[at] == ' ';
        at++;
    }
    bool label = at + 1 < sentence.n && sentence.p[at] == ':' && sentence.p[at + 1] == ' ' &&
                 blanks < LABEL_WORDS && at > begin;
    return label ? str_trim(str_from(sentence, at + 1)) : str_from(sentence, begin);
}
