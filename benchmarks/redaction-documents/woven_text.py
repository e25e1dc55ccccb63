"""A text laid out as a document: what the document's text is then, and where each letter of the old one stands in it."""


class Woven:
    def __init__(self):
        self.parts, self.length, self.where, self.own = [], 0, {}, []

    def add(self, words, source=None):
        """Words of the layout itself, or (source) those of the old text from that offset on."""
        for i in range(len(words) if source is not None else 0):
            self.where[source + i] = self.length + i
        self.parts.append(words)
        self.length += len(words)

    def add_hidden(self, words, label):
        """Words of the layout that must be hidden."""
        self.own.append({"start": self.length, "end": self.length + len(words), "label": label})
        self.add(words)

    def text(self):
        return "".join(self.parts)

    def moved(self, spans, text):
        """Spans of the old text in this one, by lines: what runs over a line end becomes two."""
        out = []
        for span in spans:
            start = span["start"]
            for piece in text[span["start"]:span["end"]].split("\n"):
                if piece:
                    at = [self.where[start + i] for i in range(len(piece)) if start + i in self.where]
                    out.append(dict(span, start=at[0], end=at[-1] + 1))
                start += len(piece) + 1
        return sorted(out + (self.own if any("label" in s for s in spans) else []), key=lambda s: (s["start"], s["end"]))


def lines_of(text):
    """(offset, line) of each line that is not empty."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1
