/* Names: after a title or rank, or a known given name before a capitalised word. The list of
 * given names is short and our own, of several origins; a name not in it is found only after a
 * title. */
#include "redact_rules.h"

#define NAME "(?:Mc|Mac|O'|O’|al-|Al-)?\\p{Lu}[\\p{Ll}\\p{M}]{1,20}(?:-\\p{Lu}\\p{Ll}{1,20})?"
#define TITLE                                                                                  \
    "(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Lady|PC|PS|DC|DS|DI|DCI|DSI|PCSO|WPC|TDC|Sgt|"       \
    "Sergeant|Constable|Inspector|Superintendent)"
#define GIVEN                                                                                  \
    "(?:Adam|Alan|Alice|Amy|Andrew|Anna|Anne|Anthony|Barbara|Ben|Brian|Carol|Charlotte|Chloe|" \
    "Christopher|Claire|Daniel|David|Deborah|Dylan|Edward|Elizabeth|Emily|Emma|George|Grace|"  \
    "Hannah|Harry|Helen|Jack|Jacob|James|Jane|Janet|Jason|Jennifer|Jessica|Joan|John|Joseph|"  \
    "Joshua|Julie|Karen|Kevin|Laura|Lauren|Liam|Linda|Lucy|Margaret|Maria|Mark|Martin|Mary|"   \
    "Matthew|Michael|Michelle|Nicola|Oliver|Olivia|Patricia|Paul|Peter|Philip|Rachel|Rebecca|" \
    "Richard|Robert|Ruth|Samuel|Sandra|Sarah|Simon|Sophie|Stephen|Steven|Susan|Thomas|"        \
    "William|Zoe|Aled|Bethan|Carys|Cerys|Dafydd|Eleri|Emyr|Ffion|Gareth|Geraint|Gethin|Gwen|"  \
    "Huw|Ieuan|Ioan|Lowri|Megan|Nia|Owain|Rhiannon|Rhys|Sian|Aisha|Amir|Amit|Anil|Anjali|"     \
    "Arjun|Deepak|Farah|Fatima|Harpreet|Imran|Kavita|Mohammed|Muhammad|Neha|Nisha|Parveen|"    \
    "Priya|Rahul|Raj|Sanjay|Shabana|Sunita|Vikram|Zara|Abena|Ade|Amara|Chidi|Chinedu|Emeka|"   \
    "Folake|Ifeoma|Kofi|Kwame|Ngozi|Nkechi|Olu|Temi|Tunde|Yaw|Agnieszka|Andrei|Anca|Elena|"    \
    "Ewa|Ion|Ioana|Irina|Ivan|Jan|Katarzyna|Krzysztof|Magda|Marek|Mihai|Olga|Pawel|Piotr|"     \
    "Tomasz|Vasile|Wojciech|Chen|Hiroshi|Jing|Kenji|Li|Ming|Wei|Xiao|Yan|Ying|Yuki|Ahmed|Ali|" \
    "Amina|Hassan|Hussein|Ibrahim|Karim|Khalid|Layla|Leila|Mariam|Mustafa|Nadia|Omar|Salma|"   \
    "Samir|Yasmin|Youssef|Yusuf)"

const struct redact_rule redact_person_rules[] = {
    {"PERSON", "\\b" TITLE "\\.? (" NAME "(?: " NAME "){0,2})\\b", NULL},
    {"PERSON", "\\b" GIVEN "(?: \\p{Lu}\\.)?(?: " NAME "){1,2}\\b", NULL},
    {"PERSON", "\\b" GIVEN "(?: \\p{Lu}[\\p{Lu}'-]{1,20})\\b", NULL},
    {0},
};
