/* Addresses of the net. They go first: digits and names inside them are part of them. */
#include "redact_rules.h"

const struct redact_rule redact_online_rules[] = {
    {"EMAIL",
     "\\b[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}\\b",
     NULL},
    {"URL", "\\b(?:https?://|www\\.)[^\\s<>\"')\\]]{3,500}[^\\s<>\"')\\].,;:!?]", NULL},
    {"IP",
     "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?!["
     "\\d.]*\\d)",
     NULL},
    {"IP", "(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\\w:])", NULL},
    {"HANDLE", "(?<![\\w@.])@[A-Za-z][A-Za-z0-9_.]{1,28}[A-Za-z0-9_]", NULL},
    {0},
};
