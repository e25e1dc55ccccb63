/* See role_name.h. */
#include "registry/role_name.h"

#include "base/ascii_case.h"

static bool is_title(struct str word)
{
    static const char *const titles[] = {"mr",        "mrs",  "ms",   "miss", "mx",
                                         "dr",        "sir",  "dame", "lord", "lady",
                                         "professor", "prof", "revd", "rev"};
    word = word.n > 1 && word.p[word.n - 1] == '.' ? str_sub(word, 0, word.n - 1) : word;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (str_is_but_case(word, titles[i])) {
            return true;
        }
    }
    return false;
}

/* The ranks above chief superintendent, by how their titles end. */
static bool is_chief_officer(struct str before, struct str word)
{
    return (str_is_but_case(before, "chief") && str_is_but_case(word, "constable")) ||
           str_is_but_case(word, "commissioner") || str_is_but_case(word, "commander");
}

bool role_names_person(struct str role)
{
    struct str rest = role;
    struct str word;
    struct str before = STR("");
    bool named = false;
    bool chief = false;
    while (str_split(&rest, ' ', &word)) {
        if (word.n == 0) {
            continue;
        }
        named = named || (is_title(before) && word.p[0] >= 'A' && word.p[0] <= 'Z');
        chief = chief || is_chief_officer(before, word);
        before = word.p[word.n - 1] == ',' ? str_sub(word, 0, word.n - 1) : word;
    }
    return named && !chief;
}
