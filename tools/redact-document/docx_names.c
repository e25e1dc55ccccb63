#include "docx_names.h"

#include "office/office_package.h"

enum docx_fate docx_fate(const char *element)
{
    if (office_in(
            "|document|body|p|r|tbl|tr|tc|hdr|ftr|footnotes|footnote|endnotes|endnote|"
            "pPr|rPr|tblPr|tblGrid|gridCol|trPr|tcPr|sectPr|tblPrEx|docDefaults|rPrDefault|"
            "pPrDefault|tblStylePr|styles|style|numbering|abstractNum|num|lvl|lvlOverride|"
            "pStyle|keepNext|keepLines|pageBreakBefore|framePr|widowControl|numPr|ilvl|numId|"
            "suppressLineNumbers|pBdr|top|left|bottom|right|between|bar|start|end|shd|tabs|tab|"
            "suppressAutoHyphens|kinsoku|wordWrap|overflowPunct|topLinePunct|autoSpaceDE|"
            "autoSpaceDN|bidi|adjustRightInd|snapToGrid|spacing|ind|contextualSpacing|"
            "mirrorIndents|jc|textDirection|textAlignment|outlineLvl|",
            element) ||
        office_in(
            "|rStyle|rFonts|b|bCs|i|iCs|caps|smallCaps|strike|dstrike|outline|shadow|emboss|"
            "imprint|color|w|kern|position|sz|szCs|highlight|u|effect|bdr|vertAlign|rtl|cs|em|"
            "tblStyle|tblpPr|tblOverlap|bidiVisual|tblStyleRowBandSize|tblStyleColBandSize|"
            "tblW|"
            "tblCellSpacing|tblInd|tblBorders|insideH|insideV|tblLayout|tblCellMar|tblLook|"
            "gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|tcW|gridSpan|"
            "hMerge|"
            "vMerge|tcBorders|tl2br|tr2bl|noWrap|tcMar|tcFitText|vAlign|hideMark|",
            element) ||
        office_in(
            "|headerReference|footerReference|footnotePr|endnotePr|type|pgSz|pgMar|pgBorders|"
            "lnNumType|pgNumType|cols|col|noEndnote|titlePg|rtlGutter|docGrid|numFmt|"
            "numRestart|"
            "numStart|pos|t|br|cr|noBreakHyphen|footnoteReference|endnoteReference|footnoteRef|"
            "endnoteRef|separator|continuationSeparator|name|basedOn|next|link|uiPriority|"
            "semiHidden|unhideWhenUsed|qFormat|multiLevelType|lvlText|lvlJc|suff|isLgl|"
            "lvlRestart|"
            "abstractNumId|startOverride|",
            element)) {
        return DOCX_KEPT;
    }
    return office_in(
               "|ins|moveTo|hyperlink|smartTag|sdt|sdtContent|customXml|fldSimple|dir|bdo|",
               element)
               ? DOCX_INNER
               : DOCX_GONE;
}

bool docx_attribute(const char *name)
{
    return office_in(
        "|val|color|sz|space|shadow|frame|fill|w|h|orient|top|right|bottom|left|header|"
        "footer|gutter|num|equalWidth|linePitch|charSpace|type|id|ilvl|styleId|default|"
        "hRule|line|lineRule|before|after|beforeAutospacing|afterAutospacing|firstLine|"
        "hanging|start|end|pos|leader|ascii|hAnsi|cs|eastAsia|asciiTheme|hAnsiTheme|fmt|"
        "abstractNumId|numId|firstRow|lastRow|firstColumn|lastColumn|noHBand|noVBand|clear|"
        "wrap|vAnchor|hAnchor|x|y|xAlign|yAlign|hSpace|vSpace|dropCap|lines|countBy|restart|"
        "offsetFrom|tblpX|tblpY|tblpXSpec|tblpYSpec|horzAnchor|vertAnchor|leftFromText|"
        "rightFromText|topFromText|bottomFromText|",
        name);
}

/* ECMA-376-1, 17.18, the simple types that these attributes have. */
bool docx_value(const char *value)
{
    return office_in(
        "|true|false|on|off|none|nil|auto|single|thick|double|dotted|dashed|dotDash|dotDotDash|"
        "triple|"
        "thinThickSmallGap|thickThinSmallGap|thinThickThinSmallGap|thinThickMediumGap|"
        "thickThinMediumGap|thinThickLargeGap|thickThinLargeGap|wave|doubleWave|dashSmallGap|"
        "dashDotStroked|threeDEmboss|threeDEngrave|outset|inset|words|dottedHeavy|dash|"
        "dashedHeavy|"
        "dashLong|dashLongHeavy|dashDotHeavy|dashDotDotHeavy|wavyHeavy|wavyDouble|dotDashHeavy|"
        "left|right|center|both|distribute|start|end|top|bottom|bar|clear|decimal|num|"
        "exact|atLeast|dxa|pct|fixed|autofit|restart|continue|portrait|landscape|nextPage|"
        "nextColumn|"
        "continuous|evenPage|oddPage|default|even|first|page|column|textWrapping|"
        "superscript|subscript|baseline|black|blue|cyan|green|magenta|red|yellow|white|"
        "darkBlue|"
        "darkCyan|darkGreen|darkMagenta|darkRed|darkYellow|darkGray|lightGray|"
        "solid|horzStripe|vertStripe|pct5|pct10|pct12|pct15|pct20|pct25|pct30|pct35|pct37|"
        "pct40|pct45|"
        "pct50|pct60|pct70|pct75|pct80|pct85|pct90|diagStripe|diagCross|horzCross|"
        "paragraph|character|table|numbering|firstRow|lastRow|firstCol|lastCol|band1Vert|"
        "band2Vert|"
        "band1Horz|band2Horz|neCell|nwCell|seCell|swCell|wholeTable|bullet|upperRoman|"
        "lowerRoman|"
        "upperLetter|lowerLetter|ordinal|cardinalText|ordinalText|decimalZero|hyphen|space|tab|"
        "nothing|"
        "singleLevel|multilevel|hybridMultilevel|lrTb|tbRl|btLr|lrTbV|tbRlV|tbLrV|lines|"
        "linesAndChars|"
        "snapToChars|hyphenMiddleDot|underscore|heavy|middleDot|dot|comma|circle|underDot|"
        "separator|continuationSeparator|normal|around|notBeside|through|tight|margin|text|"
        "inside|outside|inline|drop|never|overlap|newPage|newSection|eachPage|eachSect|"
        "beneathText|"
        "pageBottom|sectEnd|docEnd|",
        value);
}

bool docx_style_name(const char *name)
{
    return office_in(
        "|Normal|heading 1|heading 2|heading 3|heading 4|heading 5|heading 6|heading 7|heading "
        "8|"
        "heading 9|Title|Subtitle|Default Paragraph Font|Normal Table|Table Normal|No "
        "List|Table Grid|"
        "List|List 2|List 3|List Bullet|List Bullet 2|List Bullet 3|List Number|List Number 2|"
        "List Number 3|List Paragraph|List Continue|header|footer|Header|Footer|footnote text|"
        "footnote reference|endnote text|endnote "
        "reference|Hyperlink|FollowedHyperlink|Strong|Emphasis|"
        "Quote|Intense Quote|Subtle Emphasis|Intense Emphasis|Subtle Reference|Intense "
        "Reference|"
        "Book Title|caption|toc 1|toc 2|toc 3|toc 4|toc 5|TOC Heading|Body Text|Body Text "
        "2|Body Text 3|"
        "Body Text Indent|Plain Text|No Spacing|Balloon Text|page number|Light Shading|Light "
        "List|"
        "Light Grid|Medium Shading 1|Medium List 1|Medium Grid 1|Dark List|Colorful "
        "List|macro|",
        name);
}
