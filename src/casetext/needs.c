/* See needs.h. */
#include "casetext/needs.h"

#include "casetext/plain_word.h"

#include <string.h>

enum { HEAD_BYTES = 600 };
#define ANSWER 2.5       /* of a suspect; what else it says comes to it */
#define FIRST_ANSWER 4.0 /* his account, as a rule */
#define ENOUGH 4.0       /* weight of cues that tell a need in full */

/* Words, or phrases, as they begin: "arrest" also stands for "arrested". Made from what
 * accounts of many kinds of offence turn on; no list of anybody else's. */
struct cue {
    enum need need;
    float weight;
    const char *words;
};

static const struct cue cues[] = {
    /* done with the body, to things, with words, with money */
    {NEED_ACT, 2, "grabbed"},
    {NEED_ACT, 2, "punch"},
    {NEED_ACT, 2, "kicked"},
    {NEED_ACT, 1.5F, "hit me"},
    {NEED_ACT, 1.5F, "hit him"},
    {NEED_ACT, 1.5F, "hit her"},
    {NEED_ACT, 2, "pushed"},
    {NEED_ACT, 2, "stabbed"},
    {NEED_ACT, 2, "slashed"},
    {NEED_ACT, 2, "strangl"},
    {NEED_ACT, 2, "by the throat"},
    {NEED_ACT, 1.5F, "touched"},
    {NEED_ACT, 2, "raped"},
    {NEED_ACT, 1.5F, "bit "},
    {NEED_ACT, 1, "spat"},
    {NEED_ACT, 1.5F, "threw"},
    {NEED_ACT, 1.5F, "smashed"},
    {NEED_ACT, 1, "damage"},
    {NEED_ACT, 1.5F, "set fire"},
    {NEED_ACT, 1.5F, "forced"},
    {NEED_ACT, 2, "stole"},
    {NEED_ACT, 2, "robbed"},
    {NEED_ACT, 1.5F, "took my"},
    {NEED_ACT, 1.5F, "took her"},
    {NEED_ACT, 1.5F, "took the"},
    {NEED_ACT, 1, "snatched"},
    {NEED_ACT, 1.5F, "were missing"},
    {NEED_ACT, 1.5F, "was missing"},
    {NEED_ACT, 2, "knife"},
    {NEED_ACT, 2, "gun"},
    {NEED_ACT, 1.5F, "threaten"},
    {NEED_ACT, 1, "shouted"},
    {NEED_ACT, 1, "followed me"},
    {NEED_ACT, 1, "screamed"},
    {NEED_ACT, 1, "could not breathe"},
    {NEED_ACT, 1, "bleeding"},
    {NEED_ACT, 1, "sent me"},
    {NEED_ACT, 1, "calls me"},
    {NEED_ACT, 1.5F, "gave us"},
    {NEED_ACT, 1.5F, "give us"},
    {NEED_ACT, 1.5F, "handed"},
    {NEED_ACT, 1.5F, "drew out"},
    {NEED_ACT, 1.5F, "withdrew"},
    {NEED_ACT, 1.5F, "transferred"},
    {NEED_ACT, 1, "in cash"},
    {NEED_ACT, 1, "£"},
    {NEED_ACT, 1, "told me"},
    {NEED_ACT, 1, "wanted me to"},
    {NEED_ACT, 1.5F, "said he was"},
    {NEED_ACT, 1.5F, "said she was"},
    {NEED_ACT, 1.5F, "saying he was"},
    {NEED_ACT, 1.5F, "claimed to be"},
    {NEED_ACT, 1.5F, "pretended"},
    {NEED_ACT, 1.5F, "says he will"},
    {NEED_ACT, 1.5F, "said he would"},
    {NEED_ACT, 1.5F, "scared of"},
    {NEED_ACT, 1.5F, "collided"},
    {NEED_ACT, 1.5F, "crash"},
    {NEED_ACT, 1, "sold"},
    {NEED_ACT, 1, "point of entry"},
    {NEED_ACT, 1, "offender"},
    /* a day and what began on it */
    {NEED_SETTING, 1, "on monday"},
    {NEED_SETTING, 1, "on tuesday"},
    {NEED_SETTING, 1, "on wednesday"},
    {NEED_SETTING, 1, "on thursday"},
    {NEED_SETTING, 1, "on friday"},
    {NEED_SETTING, 1, "on saturday"},
    {NEED_SETTING, 1, "on sunday"},
    {NEED_SETTING, 0.5F, "hours i"},
    {NEED_SETTING, 0.5F, " hours"},
    {NEED_SETTING, 0.5F, "o'clock"},
    {NEED_SETTING, 1, "came to my"},
    {NEED_SETTING, 1, "left my home"},
    {NEED_SETTING, 1, "returned"},
    {NEED_SETTING, 1, "relationship"},
    {NEED_SETTING, 1, "split up"},
    {NEED_SETTING, 0.5F, "address"},
    {NEED_SETTING, 1, "i was delivering"},
    {NEED_SETTING, 0.5F, "i was "},
    /* as others saw him */
    {NEED_WHO, 1.5F, "i saw a male"},
    {NEED_WHO, 1.5F, "i saw a man"},
    {NEED_WHO, 1, "saw a "},
    {NEED_WHO, 1.5F, "tall"},
    {NEED_WHO, 1, "slim"},
    {NEED_WHO, 1, "thin"},
    {NEED_WHO, 1, "stocky"},
    {NEED_WHO, 1, "heavy build"},
    {NEED_WHO, 1, "foot"},
    {NEED_WHO, 1, "hair"},
    {NEED_WHO, 1, "beard"},
    {NEED_WHO, 1, "hood"},
    {NEED_WHO, 1, "jacket"},
    {NEED_WHO, 1, "tracksuit"},
    {NEED_WHO, 1, "cap"},
    {NEED_WHO, 1, "mask"},
    {NEED_WHO, 1, "balaclava"},
    {NEED_WHO, 1, "wearing"},
    {NEED_WHO, 1, "tattoo"},
    {NEED_WHO, 1, "accent"},
    {NEED_WHO, 1, "in his twenties"},
    {NEED_WHO, 1, "in his early"},
    {NEED_WHO, 1, "years old"},
    {NEED_WHO, 1, "mixed race"},
    {NEED_WHO, 0.5F, "white"},
    {NEED_WHO, 0.5F, "black"},
    {NEED_WHO, 0.5F, "asian"},
    {NEED_WHO, 1.5F, "recognise"},
    {NEED_WHO, 1.5F, "identified"},
    {NEED_WHO, 1, "picked"},
    {NEED_WHO, 1, "viper"},
    {NEED_WHO, 1, "parade"},
    {NEED_WHO, 1.5F, "know him"},
    {NEED_WHO, 1.5F, "call him"},
    {NEED_WHO, 1, "seen male"},
    {NEED_WHO, 1, "plate"},
    {NEED_WHO, 1, "registration"},
    {NEED_WHO, 1, "driver"},
    {NEED_WHO, 1, "a van"},
    {NEED_WHO, 1, "car "},
    /* how it came out */
    {NEED_CAUGHT, 2.5F, "arrested"},
    {NEED_CAUGHT, 1.5F, "detained"},
    {NEED_CAUGHT, 1.5F, "i stopped"},
    {NEED_CAUGHT, 1.5F, "gave chase"},
    {NEED_CAUGHT, 1.5F, "made off"},
    {NEED_CAUGHT, 1, "searched"},
    {NEED_CAUGHT, 2, "seized"},
    {NEED_CAUGHT, 1, "found"},
    {NEED_CAUGHT, 1.5F, "recovered"},
    {NEED_CAUGHT, 1, "contained"},
    {NEED_CAUGHT, 1, "pocket"},
    {NEED_CAUGHT, 1, "waistband"},
    {NEED_CAUGHT, 1, "stationary"},
    {NEED_CAUGHT, 1.5F, "suspicion"},
    {NEED_CAUGHT, 1.5F, "identify it"},
    {NEED_CAUGHT, 1, "came into the shop"},
    {NEED_CAUGHT, 1, "i paid her"},
    {NEED_CAUGHT, 1, "i paid him"},
    {NEED_CAUGHT, 1, "gave the name"},
    {NEED_CAUGHT, 1, "stamp"},
    /* the suspect's words */
    {NEED_SUSPECT, 2, "he replied"},
    {NEED_SUSPECT, 2, "she replied"},
    {NEED_SUSPECT, 2, "reply to caution"},
    {NEED_SUSPECT, 2.5F, "dp states"},
    {NEED_SUSPECT, 1.5F, "dp says"},
    {NEED_SUSPECT, 1, "dp "},
    {NEED_SUSPECT, 2.5F, "prepared statement"},
    {NEED_SUSPECT, 2.5F, "client denies"},
    {NEED_SUSPECT, 2.5F, "defendant denies"},
    {NEED_SUSPECT, 2, "denies"},
    {NEED_SUSPECT, 2, "self defence"},
    {NEED_SUSPECT, 2, "compulsion"},
    {NEED_SUSPECT, 2, "he said \""},
    {NEED_SUSPECT, 2, "she said \""},
    {NEED_SUSPECT, 1.5F, "not mine"},
    {NEED_SUSPECT, 1.5F, "isn't mine"},
    {NEED_SUSPECT, 1, "defendant"},
    {NEED_SUSPECT, 1, "never"},
    {NEED_SUSPECT, 1, "didn't"},
    {NEED_SUSPECT, 1, "wasn't"},
    {NEED_SUSPECT, 1, "not me"},
    {NEED_SUSPECT, 1, "i was "},
    {NEED_SUSPECT, 1, "bought it"},
    {NEED_SUSPECT, 1, "gave me"},
    {NEED_SUSPECT, 1, "gave it"},
    /* elsewhere */
    {NEED_ALIBI, 3, "alibi"},
    {NEED_ALIBI, 2, "did not leave"},
    {NEED_ALIBI, 2, "didn't leave"},
    {NEED_ALIBI, 2, "was with me"},
    {NEED_ALIBI, 2, "was with her"},
    {NEED_ALIBI, 2, "was with him"},
    {NEED_ALIBI, 2, "with her till"},
    {NEED_ALIBI, 1.5F, "at home with me"},
    {NEED_ALIBI, 1.5F, "was at home"},
    {NEED_ALIBI, 1.5F, "at work"},
    {NEED_ALIBI, 2, "on shift"},
    {NEED_ALIBI, 1, "all evening"},
    {NEED_ALIBI, 1, "all night"},
    {NEED_ALIBI, 1, "all day"},
    {NEED_ALIBI, 1, "until"},
    {NEED_ALIBI, 1, "came round"},
    {NEED_ALIBI, 1, "was out"},
    {NEED_ALIBI, 1.5F, "he was in my"},
    {NEED_ALIBI, 1, "came in"},
    {NEED_ALIBI, 1, "came back"},
    {NEED_ALIBI, 1, "came home"},
    {NEED_ALIBI, 1.5F, "not a patient"},
    /* examinations */
    {NEED_EXPERT, 2.5F, "dna"},
    {NEED_EXPERT, 2, "profile"},
    {NEED_EXPERT, 2, "fingerprint"},
    {NEED_EXPERT, 1, "mark "},
    {NEED_EXPERT, 1, "marks"},
    {NEED_EXPERT, 2, "match"},
    {NEED_EXPERT, 2, "excluded"},
    {NEED_EXPERT, 2, "identified to"},
    {NEED_EXPERT, 2, "could not have been made"},
    {NEED_EXPERT, 2.5F, "consistent with"},
    {NEED_EXPERT, 2, "on examination"},
    {NEED_EXPERT, 0.5F, "examined"},
    {NEED_EXPERT, 2, "laceration"},
    {NEED_EXPERT, 2, "fracture"},
    {NEED_EXPERT, 1.5F, "bruis"},
    {NEED_EXPERT, 1.5F, "haematoma"},
    {NEED_EXPERT, 1.5F, "swelling"},
    {NEED_EXPERT, 1.5F, "reddening"},
    {NEED_EXPERT, 1.5F, "scratch"},
    {NEED_EXPERT, 1, "suture"},
    {NEED_EXPERT, 1, "wound"},
    {NEED_EXPERT, 2, "used the"},
    {NEED_EXPERT, 1.5F, "mast"},
    {NEED_EXPERT, 1, "handset"},
    {NEED_EXPERT, 1, "blood"},
    {NEED_EXPERT, 1, "alcohol"},
    {NEED_EXPERT, 1, "cannabis"},
    {NEED_EXPERT, 1, "speed of"},
    /* against it */
    {NEED_AGAINST, 3, "did not pick"},
    {NEED_AGAINST, 3, "not pick out"},
    {NEED_AGAINST, 3, "not identify"},
    {NEED_AGAINST, 3, "no identification"},
    {NEED_AGAINST, 2, "not sure"},
    {NEED_AGAINST, 2, "wasn't sure"},
    {NEED_AGAINST, 2, "unsure"},
    {NEED_AGAINST, 2, "could not swear"},
    {NEED_AGAINST, 2, "per cent"},
    {NEED_AGAINST, 3, "do not wish to support"},
    {NEED_AGAINST, 3, "retract"},
    {NEED_AGAINST, 2, "withdrawing"},
    {NEED_AGAINST, 2, "on reflection"},
    {NEED_AGAINST, 1, "may have"},
    {NEED_AGAINST, 2, "negative"},
    {NEED_AGAINST, 2.5F, "excluded"},
    {NEED_AGAINST, 2, "excludes"},
    {NEED_AGAINST, 2, "not match"},
    {NEED_AGAINST, 2, "somebody else"},
    {NEED_AGAINST, 2, "someone else"},
    {NEED_AGAINST, 2, "it wasn't"},
    {NEED_AGAINST, 2, "it was not"},
    {NEED_AGAINST, 1.5F, "mistaken"},
    {NEED_AGAINST, 1.5F, "shown a photo"},
    {NEED_AGAINST, 1.5F, "before the parade"},
    {NEED_AGAINST, 1.5F, "previously told"},
    {NEED_AGAINST, 1.5F, "previously said"},
    {NEED_AGAINST, 1.5F, "overwritten"},
    {NEED_AGAINST, 1, "no footage"},
    {NEED_AGAINST, 1, "not visible"},
    {NEED_AGAINST, 1, "was not wearing"},
    {NEED_AGAINST, 1.5F, "lied"},
    {NEED_AGAINST, 2, "dishonest"},
    {NEED_AGAINST, 1, "couldn't"},
    {NEED_AGAINST, 1, "did not see"},
    {NEED_AGAINST, 1, "didn't see"},
    {NEED_AGAINST, 1, "never"},
    {NEED_AGAINST, 1, "i do not think"},
    {NEED_AGAINST, 1, "no marks"},
    {NEED_AGAINST, 1, "has no "},
    {NEED_AGAINST, 1, "only pushed"},
    {NEED_AGAINST, 1, "not been asked"},
    {NEED_AGAINST, 1, "nobody has asked"},
    {NEED_AGAINST, 1, "pressure"},
    /* written to each other: threats, plans, hushing up, what was got */
    {NEED_MESSAGES, 1.5F, "kill"},
    {NEED_MESSAGES, 1.5F, "dead"},
    {NEED_MESSAGES, 1.5F, "burn"},
    {NEED_MESSAGES, 1.5F, "hurt"},
    {NEED_MESSAGES, 1.5F, "or else"},
    {NEED_MESSAGES, 1.5F, "throat"},
    {NEED_MESSAGES, 1, "windows"},
    {NEED_MESSAGES, 1, "owe"},
    {NEED_MESSAGES, 1.5F, "police"},
    {NEED_MESSAGES, 1.5F, "feds"},
    {NEED_MESSAGES, 1.5F, "nicked"},
    {NEED_MESSAGES, 1.5F, "mouth shut"},
    {NEED_MESSAGES, 1.5F, "dont say"},
    {NEED_MESSAGES, 1.5F, "don't say"},
    {NEED_MESSAGES, 1.5F, "say nothing"},
    {NEED_MESSAGES, 1.5F, "say nuffin"},
    {NEED_MESSAGES, 1, "delete"},
    {NEED_MESSAGES, 1.5F, "stash"},
    {NEED_MESSAGES, 1, "hide"},
    {NEED_MESSAGES, 1, "bring"},
    {NEED_MESSAGES, 1, "park up"},
    {NEED_MESSAGES, 1, "meet"},
    {NEED_MESSAGES, 1, "hurry"},
    {NEED_MESSAGES, 1, "come now"},
    {NEED_MESSAGES, 1, "keep it"},
    {NEED_MESSAGES, 1, "done"},
    {NEED_MESSAGES, 1, "got it"},
    {NEED_MESSAGES, 1, "counted"},
    {NEED_MESSAGES, 1, "half"},
    {NEED_MESSAGES, 1, "sold"},
    {NEED_MESSAGES, 1, "take the"},
    {NEED_MESSAGES, 1, "sorry"},
    {NEED_MESSAGES, 1, "i did"},
    {NEED_MESSAGES, 1, "pls dont"},
    {NEED_MESSAGES, 1, "slag"},
    {NEED_MESSAGES, 1, "bitch"},
    {NEED_MESSAGES, 1, "leave me alone"},
    {NEED_MESSAGES, 1, "lives alone"},
    /* where it stands */
    {NEED_STATE, 2.5F, "realistic prospect"},
    {NEED_STATE, 2, "charging"},
    {NEED_STATE, 1.5F, "charged"},
    {NEED_STATE, 1.5F, "to cps"},
    {NEED_STATE, 1.5F, "decision"},
    {NEED_STATE, 1.5F, "advise"},
    {NEED_STATE, 1.5F, "advice"},
    {NEED_STATE, 1, "consider"},
    {NEED_STATE, 1.5F, "bail"},
    {NEED_STATE, 1, "remand"},
    {NEED_STATE, 1.5F, "not been traced"},
    {NEED_STATE, 1, "under investigation"},
    {NEED_STATE, 1, "witness summons"},
    {NEED_STATE, 1, "please arrest"},
    {NEED_STATE, 1, "on file"},
    {NEED_STATE, 1, "i think he is"},
    {NEED_STATE, 1, "file attached"},
    {NEED_STATE, 1, "suspect after"},
    {NEED_STATE, 1, "outstanding"}};

static bool starts_lower(struct str text, size_t at, const char *words)
{
    size_t i = 0;
    for (; words[i] != '\0'; i++) {
        if (at + i >= text.n) {
            return words[i] == ' ' && words[i + 1] == '\0';
        }
        char c = text.p[at + i] == '\n' ? ' ' : plain_word_lower(text.p[at + i]);
        if (c != words[i]) {
            return false;
        }
    }
    return true;
}

/* Does a word of the text begin with it? A cue that begins with a blank may stand anywhere. */
static bool says(struct str text, const char *words)
{
    for (size_t at = 0; at < text.n; at++) {
        bool begins = words[0] == ' ' || at == 0 || !plain_word_byte(text.p[at - 1]) ||
                      !plain_word_byte(words[0]);
        if (begins && starts_lower(text, at, words)) {
            return true;
        }
    }
    return false;
}

static bool any_of(struct str text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (says(text, list[i])) {
            return true;
        }
    }
    return false;
}

#define ANY(text, list) any_of(text, list, sizeof(list) / sizeof *(list))

struct paper_head needs_paper(struct str text)
{
    static const char *const examined[] = {
        "forensic report", "fingerprint bureau", "examination report", "toxicolog",
        "cell site",       "pathologist",        "body map",           "clinic"};
    static const char *const doctors[] = {
        "occupation: doctor", "a&e doctor",       "registrar",      "surgeon",
        "consultant",         "paramedic",        "occupation: dr", "general practitioner",
        "forensic scientist", "footwear examiner"};
    static const char *const calls[] = {"999", "101 call", "emergency call", "call transcript"};
    static const char *const advice[] = {"@cps.", "crown prosecut", "charging decision", "mg3"};
    static const char *const police[] = {"occupation: police",
                                         "statement of: pc ",
                                         "statement of: dc ",
                                         "statement of: ds ",
                                         "statement of: ps ",
                                         "statement of: pcso ",
                                         "statement of: di ",
                                         "occupation: detective",
                                         "occupation: crime scene",
                                         "pocket note",
                                         "pnb ",
                                         "crime report",
                                         "log"};
    struct str head = str_sub(text, 0, text.n < HEAD_BYTES ? text.n : HEAD_BYTES);
    struct paper_head found = {PAPER_OTHER, STR("")};
    bool statement = says(head, "witness statement") || says(head, "statement of:");
    struct str label = STR("Person interviewed:");
    size_t at = str_find(head, label);
    if (at != SIZE_MAX || says(head, "record of interview")) {
        struct str line = STR("");
        struct str rest = at == SIZE_MAX ? STR("") : str_from(head, at + label.n);
        struct str word;
        (void)str_split(&rest, '\n', &line);
        for (size_t i = 0; plain_word_next(line, &i, &word);) {
            found.interviewed = word;
        }
        found.paper = PAPER_INTERVIEW;
    } else if (ANY(head, advice)) {
        found.paper = PAPER_ADVICE;
    } else if (ANY(head, calls)) {
        found.paper = PAPER_CALL;
    } else if (ANY(head, doctors) || (!statement && ANY(head, examined))) {
        found.paper = PAPER_EXAMINED;
    } else if (ANY(head, police)) {
        found.paper = PAPER_POLICE;
    } else if (statement) {
        found.paper = PAPER_STATEMENT;
    }
    return found;
}

/* What the kind of a paper gives to a need that a passage of it tells; what is told to an
 * operator, statements tell at length. */
static double of_paper(enum paper paper, enum need need)
{
    static const double worth[NEEDS][PAPER_CALL + 1] = {
        /* other, statement, interview, examined, advice, police, call */
        [NEED_ACT] = {0.4, 1, 0.4, 0.2, 0.4, 0.6, 0.3},
        [NEED_SETTING] = {0.2, 1, 0.2, 0.2, 0.2, 0.2, 0.3},
        [NEED_WHO] = {0.4, 1, 0.4, 0.2, 0.4, 0.6, 0.3},
        [NEED_CAUGHT] = {0.5, 0.9, 0.5, 0.5, 0.5, 1, 0.3},
        [NEED_SUSPECT] = {1, 0.3, 1, 1, 1, 1, 0.3},
        [NEED_ALIBI] = {0.8, 1.2, 0.8, 0.8, 0.8, 0.8, 0.3},
        [NEED_EXPERT] = {0.5, 0.8, 0.3, 1.5, 0.8, 0.8, 0.3},
        [NEED_AGAINST] = {1, 1, 1, 1, 1, 1, 0.3},
        [NEED_MESSAGES] = {1, 1, 1, 1, 1, 1, 0.3},
        [NEED_STATE] = {0.5, 0.5, 0.5, 0.5, 1.3, 0.8, 0.3}};
    return worth[need][paper];
}

static bool is_of_suspect(const struct paper_head *head, const struct passage *passage)
{
    bool answers = head->paper == PAPER_INTERVIEW && passage->speaker.n > 0;
    return answers && (head->interviewed.n == 0 || str_is(passage->speaker, "A") ||
                       str_find(head->interviewed, passage->speaker) != SIZE_MAX ||
                       str_find(passage->speaker, head->interviewed) != SIZE_MAX);
}

void needs_of(const struct paper_head *head, struct str text, const struct passage *passage,
              double shares[NEEDS])
{
    static const char *const mine[] = {"me", "my", "i "};
    struct str own = str_sub(text, passage->own, passage->end - passage->own);
    bool messages = passage->kind == PASSAGE_MESSAGES;
    bool suspect = is_of_suspect(head, passage);
    double sums[NEEDS] = {0};
    for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++) {
        bool fits = messages == (cues[i].need == NEED_MESSAGES);
        if (fits && says(own, cues[i].words)) {
            sums[cues[i].need] += (double)cues[i].weight;
        }
    }
    sums[NEED_ACT] *= ANY(own, mine) ? 1.3 : 1;
    sums[NEED_SUSPECT] += suspect ? (passage->first ? FIRST_ANSWER : ANSWER) : 0;
    for (size_t i = 0; i < NEEDS; i++) {
        bool others = suspect && i != NEED_SUSPECT;
        double share = sums[i] * of_paper(head->paper, (enum need)i) / ENOUGH;
        share = share > 1 ? 1 : share;
        shares[i] = others ? share / 3 : share;
    }
}
