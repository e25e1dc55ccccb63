"""HTML of the hostile corpus: where a page can hold what it does not show, and how it can show it in pieces."""
import base64
import html


def page(make, kind, words, body, head="", encoding="utf-8", **more):
    text = f"<!DOCTYPE html>\n<html><head><title>A page</title>{head}</head>\n<body><h1>Report</h1>\n<p>{make.filler()}</p>\n" \
           f"{body}\n<p>{make.filler()}</p></body></html>\n"
    make.keep(kind, words, text.encode(encoding), "html", **more)


def html_plain(make):
    words = make.secret()
    page(make, "html-plain", [words], f"<p>Seen was {words}, they say. <b>{words.upper()}</b>!</p>")


def html_comment(make):
    words = make.secret()
    code = make.random.choice(["<!-- {} -->", "<!--[if mso]><p>{}</p><![endif]-->", "<p>x<!--{}-->y</p>", "<?php {} ?>"])
    page(make, "html-comment", [words], code.format(words))


def html_script(make):
    words = make.secret()
    code = make.random.choice(["<script>var who = '{}';</script>", "<style>p::after {{ content: '{}' }}</style>",
                               "<noscript><p>{}</p></noscript>", "<template><p>{}</p></template>",
                               '<script type="application/ld+json">{{"name":"{}"}}</script>', "<p onclick=\"say('{}')\">x</p>"])
    page(make, "html-script", [words], code.format(words))


def html_hidden(make):
    words = make.secret()
    code = make.random.choice(['<p style="display:none">{}</p>', "<p hidden>{}</p>", '<span style="VISIBILITY : hidden">{}</span>',
                               '<p style="font-size: 0">{}</p>', '<p style="color:#fff">{}</p>', '<p class="gone">{}</p>'])
    page(make, "html-hidden", [words], code.format(words), "<style>.gone { display: none }</style>")


def html_attributes(make):
    words = make.secret()
    name = make.random.choice(["title", "alt", "aria-label", "data-who", "id", "class", "name", "lang", "style", "onload"])
    page(make, "html-attributes", [words, words.replace(" ", "_")],
         f'<div {name}="{words}"><p {name}="{words.replace(" ", "_")}">x</p></div>')


def html_meta(make):
    words = make.secret()
    head = f'<meta name="author" content="{words}"><meta property="og:title" content="{words}"><link rel="{words}" href="x">'
    page(make, "html-meta", [words], "<p>x</p>", head + f"<title>{words}</title><base href='http://example.invalid/{words}'>")


def html_pictures(make):
    words = make.secret()
    coded = base64.b64encode(f"A long enough text that names {words} and others.".encode()).decode()
    code = make.random.choice([f'<img alt="{words}" src="data:image/png;base64,{coded}">', f'<svg><text>{words}</text></svg>',
                               f'<object data="data:text/plain;base64,{coded}">{words}</object>',
                               f'<iframe srcdoc="<p>{words}</p>">{words}</iframe>',
                               f'<div style="background:url(data:text/plain;base64,{coded})">x</div>',
                               f"<math><annotation>{words}</annotation></math>"])
    page(make, "html-pictures", [words], code)


def html_forms(make):
    words = make.secret()
    code = make.random.choice(['<input value="{}">', '<input type="hidden" name="{}" value="{}">', "<textarea>{}</textarea>",
                               "<select><option value='{}'>{}</option></select>", '<input placeholder="{}">',
                               "<button value='{}'>{}</button>"])
    page(make, "html-forms", [words], f"<form action='/{words}'>" + code.replace("{}", words) + "</form>")


def html_links(make):
    words = make.word()
    page(make, "html-links", [words], f'<p><a href="mailto:{words}@example.invalid" name="{words}" ping="/{words}">Write</a></p>')


def html_split(make):
    words = make.secret()
    cut = make.random.randint(1, 4)
    tag = make.random.choice(["b", "span", "i", "em", "font", "x-y", "a"])
    page(make, "html-split", [words], f"<p>Seen was {words[:cut]}<{tag}>{words[cut:cut + 3]}</{tag}>{words[cut + 3:]}, there.</p>")


def html_entities(make):
    words = make.secret()
    form = make.random.choice(["&#{};", "&#x{:x};", "&#X{:X};", "&#{:05};"])
    page(make, "html-entities", [words], "<p>Seen was " + "".join(form.format(ord(c)) for c in words) + ", there.</p>")


def html_invisible(make):
    words = make.secret()
    joint = make.random.choice(["&shy;", "&#8203;", "\u200b", "&zwnj;", "\u2060", "<wbr>", "<span></span>", "<!-- -->"])
    page(make, "html-invisible", [words], "<p>Seen was " + joint.join(words[:6]) + words[6:] + ", there.</p>")


def html_blanks(make):
    words = make.secret()
    joint = make.random.choice(["&nbsp;", "<br>", "\n  \t", "</p><p>", "</b> <i></i>", "</li><li>"])
    page(make, "html-blanks", [words], f"<ul><li><p>Seen was <b>{words.replace(' ', joint)}</b>. There</p></li></ul>")


def html_cells(make):
    words = make.secret()
    first, last = words.split()
    page(make, "html-cells", [words, first, last], f"<table><tr><th>First</th><th colspan='2'>Last</th></tr><tr><td>{first}</td>"
         f"<td align=right>{last}</td></tr></table>", ask=[words])


def html_utf16(make):
    words = make.secret()
    text = f"\ufeff<!DOCTYPE html><html><body><p>Seen was {words}</p><!-- {words} --></body></html>"
    make.keep("html-utf16", [words], text.encode(make.random.choice(["utf-16-le", "utf-16-be"])), "html")


def html_windows(make):
    words = make.secret()
    page(make, "html-windows-1252", [words], f"<p>\u00a320 \u2013 {words}</p>", '<meta charset="windows-1252">', "cp1252")


def html_fragment(make):
    words = make.secret()
    start = make.random.choice(["<div>", "\ufeff<p>", " \n<table><tr><td>", "<body><h1>", "<center>"])
    make.keep("html-fragment", [words], f"{start}Seen was {words}<!-- {words} --> there".encode(), "html")


def html_broken(make):
    """What no end tag ends, what nests the wrong way."""
    words = make.secret()
    code = make.random.choice(["<p><b>Seen was <i>{}</b> there</i>", "<p>Seen {} <b title='{}'>there", "<p>Seen was {}</div></span>",
                               "<ul><li>Seen<li>{}<li>there</ul>", "<p title={}>Seen was {}</p>", "</body>Seen was {}"])
    page(make, "html-broken", [words], code.replace("{}", words))


def html_pre(make):
    words = make.secret()
    page(make, "html-pre", [words], f"<pre>\n  Seen   was\n    {words}\tthere\n{words.replace(' ', chr(10))}</pre>")


def html_right_to_left(make):
    words = make.secret()
    page(make, "html-right-to-left", [words], f'<p><bdo dir="rtl">{words[::-1]}</bdo> &#8238;{words[::-1]}&#8236;</p>')


def html_escaped_twice(make):
    words = make.secret()
    page(make, "html-escaped-twice", [words], f"<p>{html.escape(html.escape(f'<p>{words}</p>'))}</p>")


def html_deep(make):
    words = make.secret()
    deep = make.random.choice([300, 3000, 200000])
    page(make, "html-deep", [words], f"{'<div>' * deep}{words}{'</div>' * deep}", refuse=True)


def html_other_encoding(make):
    words = make.secret()
    name = make.random.choice(["iso-2022-jp", "utf-7", "shift_jis", "koi8-r"])
    page(make, "html-other-encoding", [words], f"<p>{words}</p>", f'<meta http-equiv="Content-Type" content="text/html; charset={name}">',
         refuse=True)


KINDS = [html_plain, html_comment, html_script, html_hidden, html_attributes, html_meta, html_pictures, html_forms, html_links,
         html_split, html_entities, html_invisible, html_blanks, html_cells, html_utf16, html_windows, html_fragment, html_broken,
         html_pre, html_right_to_left, html_escaped_twice, html_deep, html_other_encoding]
