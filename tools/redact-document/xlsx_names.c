#include "xlsx_names.h"

#include "base/ascii_case.h"

#include "office/office_package.h"

#include <string.h>

bool xlsx_element(const char *name)
{
    return office_in(
        "|numFmts|numFmt|fonts|font|b|i|strike|u|sz|color|name|family|vertAlign|fills|fill|"
        "patternFill|fgColor|bgColor|borders|border|left|right|top|bottom|diagonal|"
        "cellStyleXfs|cellXfs|xf|alignment|"
        "sheetFormatPr|cols|col|mergeCells|mergeCell|pageMargins|pageSetup|",
        name);
}

bool xlsx_attribute(const char *name)
{
    return office_in(
        "|count|numFmtId|formatCode|val|rgb|theme|indexed|auto|patternType|style|fontId|"
        "fillId|borderId|xfId|applyNumberFormat|applyFont|applyFill|applyBorder|"
        "applyAlignment|horizontal|vertical|wrapText|textRotation|indent|shrinkToFit|"
        "diagonalUp|diagonalDown|baseColWidth|defaultColWidth|defaultRowHeight|"
        "customHeight|min|max|width|customWidth|bestFit|ref|left|right|top|bottom|"
        "header|footer|orientation|paperSize|fitToWidth|fitToHeight|scale|",
        name);
}

bool xlsx_is_cell(const char *value)
{
    size_t letters = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t digits = strspn(value + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits >= 1 && digits <= 7 &&
           value[letters + digits] == '\0';
}

static bool is_range(const char *value)
{
    char first[16];
    const char *colon = strchr(value, ':');
    size_t n = colon == NULL ? 0 : (size_t)(colon - value);
    if (n == 0 || n >= sizeof first) {
        return false;
    }
    memcpy(first, value, n);
    first[n] = '\0';
    return xlsx_is_cell(first) && xlsx_is_cell(colon + 1);
}

/* ECMA-376-1, 18.18. Sizes are often written to seventeen digits. */
bool xlsx_value(const char *value)
{
    size_t digits = strspn(value, "0123456789");
    bool size = digits >= 1 && digits <= 5 && value[digits] == '.' && strlen(value) <= 24 &&
                strspn(value + digits + 1, "0123456789") == strlen(value + digits + 1);
    bool colour = strlen(value) == 8 && strspn(value, "0123456789abcdefABCDEF") == 8 &&
                  (strncmp(value, "FF", 2) == 0 || strncmp(value, "00", 2) == 0);
    return size || colour || office_is_number(value) || is_range(value) ||
           office_in(
               "|true|false|none|solid|mediumGray|darkGray|lightGray|darkHorizontal|"
               "darkVertical|darkDown|darkUp|darkGrid|darkTrellis|lightHorizontal|"
               "lightVertical|"
               "lightDown|lightUp|lightGrid|lightTrellis|gray125|gray0625|thin|medium|dashed|"
               "dotted|thick|double|hair|mediumDashed|dashDot|mediumDashDot|dashDotDot|"
               "mediumDashDotDot|slantDashDot|general|left|center|right|fill|justify|"
               "centerContinuous|distributed|top|bottom|single|singleAccounting|"
               "doubleAccounting|baseline|superscript|subscript|portrait|landscape|default|",
               value);
}

bool xlsx_format(const char *code)
{
    return strcmp(code, "General") == 0 ||
           (strlen(code) <= 80 &&
            strspn(code, "dmyhsDMYHS0#?.,;:/-() _%@*\\$[]") == strlen(code));
}

bool xlsx_sheet_name(const char *name)
{
    static const char words[] =
        "|sheet|sheets|table|data|summary|total|totals|report|list|index|contents|notes|export|"
        "results|cases|calls|events|timeline|contacts|vehicles|people|phones|addresses|"
        "exhibits|"
        "january|february|march|april|may|june|july|august|september|october|november|december|"
        "jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|q|week|month|year|page|part|all|other|log|"
        "incidents|crimes|victims|suspects|witnesses|officers|statements|messages|accounts|"
        "transactions|instructions|readme|raw|final|draft|";
    char word[24];
    size_t n = 0;
    if (strlen(name) > 31 || strspn(name, "0123456789 ") > 6) {
        return false;
    }
    for (const char *at = name;; at++) {
        char c = ascii_lower(*at);
        if (c >= 'a' && c <= 'z') {
            if (n + 1 == sizeof word) {
                return false;
            }
            word[n++] = c;
            continue;
        }
        word[n] = '\0';
        if (n > 0 && !office_in(words, word)) {
            return false;
        }
        n = 0;
        if (c == '\0') {
            return name[0] != '\0';
        }
        if (strchr(" -_0123456789", c) == NULL) {
            return false;
        }
    }
}
