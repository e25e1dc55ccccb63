/* Words that attributes of Office documents hold of themselves: values of the formats' own
 * lists (ECMA-376-1, 17.18 and 18.18), names of styles that Word gives, fonts that come with
 * Windows, Office or Debian. A person may be called Georgia; the font may stay. */
#include "package_parts.h"

#include <string.h>

static const char known[] =
    "|"
    "Aptos|Aptos Display|Arial|Arial Black|Arial Narrow|around|atLeast|auto|autofit|"
    "Bahnschrift|Balloon Text|band1Horz|band1Vert|band2Horz|band2Vert|bar|baseline|"
    "beneathText|black|blue|Body Text|Body Text 2|Body Text 3|Body Text Indent|Book Antiqua|"
    "Book Title|Bookman Old Style|both|bottom|btLr|bullet|Caladea|Calibri|Calibri Light|"
    "Cambria|Cambria Math|Candara|caption|cardinalText|Carlito|center|Century|Century Gothic|"
    "character|circle|clear|Colorful List|column|Comic Sans MS|comma|Consolas|Constantia|"
    "continuationSeparator|continue|continuous|Corbel|Courier|Courier New|cyan|Dark List|"
    "darkBlue|darkCyan|darkGray|darkGreen|darkMagenta|darkRed|darkYellow|dash|"
    "dashDotDotHeavy|dashDotHeavy|dashDotStroked|dashed|dashedHeavy|dashLong|dashLongHeavy|"
    "dashSmallGap|decimal|decimalZero|default|Default Paragraph Font|DejaVu Sans|"
    "DejaVu Sans Mono|DejaVu Serif|diagCross|diagStripe|distribute|docEnd|dot|dotDash|"
    "dotDashHeavy|dotDotDash|dotted|dottedHeavy|double|doubleWave|drop|dxa|eachPage|eachSect|"
    "Emphasis|end|endnote reference|endnote text|even|evenPage|exact|false|first|firstCol|"
    "firstRow|fixed|FollowedHyperlink|Footer|footer|footnote reference|footnote text|"
    "Franklin Gothic Book|Franklin Gothic Medium|Garamond|Georgia|Gill Sans MT|green|Header|"
    "header|heading 1|heading 2|heading 3|heading 4|heading 5|heading 6|heading 7|heading 8|"
    "heading 9|heavy|Helvetica|horzCross|horzStripe|hybridMultilevel|Hyperlink|hyphen|"
    "hyphenMiddleDot|Impact|inline|inset|inside|Intense Emphasis|Intense Quote|"
    "Intense Reference|landscape|lastCol|lastRow|left|Liberation Mono|Liberation Sans|"
    "Liberation Serif|Light Grid|Light List|Light Shading|lightGray|lines|linesAndChars|List|"
    "List 2|List 3|List Bullet|List Bullet 2|List Bullet 3|List Continue|List Number|"
    "List Number 2|List Number 3|List Paragraph|lowerLetter|lowerRoman|lrTb|lrTbV|"
    "Lucida Console|Lucida Sans Unicode|macro|magenta|margin|Medium Grid 1|Medium List 1|"
    "Medium Shading 1|middleDot|MS Gothic|MS Mincho|MS Sans Serif|multilevel|neCell|never|"
    "newPage|newSection|nextColumn|nextPage|nil|No List|No Spacing|none|Normal|normal|"
    "Normal Table|notBeside|nothing|num|numbering|nwCell|oddPage|off|on|OpenSymbol|ordinal|"
    "ordinalText|outset|outside|overlap|page|page number|pageBottom|Palatino Linotype|"
    "paragraph|pct|pct10|pct12|pct15|pct20|pct25|pct30|pct35|pct37|pct40|pct45|pct5|pct50|"
    "pct60|pct70|pct75|pct80|pct85|pct90|Plain Text|portrait|Quote|red|restart|right|seCell|"
    "sectEnd|Segoe UI|separator|SimSun|single|singleLevel|snapToChars|solid|space|start|"
    "Strong|subscript|Subtitle|Subtle Emphasis|Subtle Reference|superscript|swCell|Symbol|"
    "tab|table|Table Grid|Table Normal|Tahoma|tbLrV|tbRl|tbRlV|text|textWrapping|thick|"
    "thickThinLargeGap|thickThinMediumGap|thickThinSmallGap|thinThickLargeGap|"
    "thinThickMediumGap|thinThickSmallGap|thinThickThinSmallGap|threeDEmboss|threeDEngrave|"
    "through|tight|Times|Times New Roman|Title|toc 1|toc 2|toc 3|toc 4|toc 5|TOC Heading|top|"
    "Trebuchet MS|triple|true|underDot|underscore|upperLetter|upperRoman|Verdana|vertStripe|"
    "wave|wavyDouble|wavyHeavy|Webdings|white|wholeTable|Wingdings|Wingdings 2|Wingdings 3|"
    "words|yellow|"
    "mediumGray|darkHorizontal|darkVertical|darkDown|darkUp|darkGrid|darkTrellis|"
    "lightHorizontal|lightVertical|lightDown|lightUp|lightGrid|lightTrellis|gray125|"
    "gray0625|thin|medium|hair|mediumDashed|dashDot|mediumDashDot|dashDotDot|"
    "mediumDashDotDot|slantDashDot|general|fill|justify|centerContinuous|distributed|"
    "singleAccounting|doubleAccounting|preserve|inlineStr|General|b|";

bool is_format_word(const char *value)
{
    return strchr(value, '|') == NULL && parts_in(known, value);
}
