"""What is withheld stands in no byte that the public process can open or sends, in whatever form; with nothing held the same bytes are published; what
is disclosed is proved to be the same. The search is first shown to find what is public."""
import html
import re

from installation import Installation
from traces import ask, crawl, files_that_tell, found_in, needles

OPEN = "Wilhelmina Throckmorton & sons’ ½ open purpose"
SECRET = "Zebedee Quilfeather’s mark of 0.6173 <Nockolds>"
HARM = "Evangeline Twistleton’s team would meet “Hobblethwaite” at gate ¾"  # the harm in its private words
NEITHER = "Ptolemy Wrothlesby keeps “Araminta” on the list №7"
FIELDS = ["summary=s", f"purpose={OPEN}", "use_area=identification", "forces=sussex", "stage=pilot", "tools=Made-up Ltd|Tool|1",
          "automation=support", "camera=no", "live_faces=no", "sensitive=no", "biometric=no", "risk_level=low", "problem=x",
          "benefit_claimed=y", "accountable_role=r", "contact=c"]


def must(done):
    assert done.returncode == 0, (done.args, done.stderr)
    return done.stdout


def send_all(house):
    for number in re.findall(r"^(\d+) ", must(house.command("outbox", "list")), re.M):
        must(house.command("outbox", "send", number))


def publish(house, name):
    must(house.command("registry", "publish", name, "--organisation", "sussex"))
    send_all(house)


def begin(house):
    must(house.command("init"))
    must(house.command("registry", "adopt", "--ncnd", "data", "--role", "Head of Disclosure", "--organisation", "sussex"))
    send_all(house)


def public_files(house):
    return [house.data / "log", house.data / "blobs/public"]


def tells(house, wanted):
    """Where it is found: files the public process opens, then pages, then a copy in plain files."""
    found = {}
    for folder in public_files(house):
        found |= files_that_tell(folder, wanted)
    for path in house.data.glob("public.db*"):
        if hits := found_in(path.read_bytes(), wanted):
            found[path.name] = hits
    return found


def withhold(house):
    must(house.command("registry", "new", "deployment", "one", "name=Record one", f"threshold={SECRET}", *FIELDS))
    must(house.command("registry", "withhold", "one", "threshold", "--section", "31(1)(a)", "--harm", "It would help to avoid it.",
                       "--private-harm", HARM, "--public-interest", "Its use is known.", "--role", "Head of Disclosure", "--review", "2028-01-01"))


with Installation() as house, Installation() as bare:
    begin(house)
    withhold(house)
    must(house.command("registry", "edit", "one", f"data_used={NEITHER}|made up|nobody|no"))
    publish(house, "one")
    begin(bare)
    withhold(bare)  # the same record; of the class neither confirmed nor denied nothing is held
    publish(bare, "one")

    server = house.start("--no-measure")
    pages = crawl(server.address)
    assert len(pages) > 30, sorted(pages)
    copy = house.folder / "copy"
    must(house.command("publish", "--static", copy))

    shown = needles(OPEN)
    assert any("deployments" in path for path, data in pages.items() if found_in(data, shown)), sorted(pages)
    assert any(name.startswith("body/") for name in tells(house, shown)) and "public.db" in str(tells(house, shown))
    assert files_that_tell(copy, shown)
    for text in (SECRET, HARM, NEITHER):
        wanted = needles(text)
        assert files_that_tell(house.data, wanted), f"{text}: held nowhere, so nothing is shown"
        assert not tells(house, wanted), tells(house, wanted)
        assert not files_that_tell(copy, wanted), files_that_tell(copy, wanted)
        assert not (told := [path for path, data in pages.items() if found_in(data, wanted)]), told

    # with and without a value: the same page but for digests, times and the log's own name
    def plain(installation, served):
        subject = installation.rows("public.db", "SELECT subject FROM entry WHERE type = 'deployment.described/1'")[0][0]
        text = served[f"/deployments/{subject}"].decode()
        text = re.sub(r"[0-9a-f]{12,64}", "DIGEST", text)
        return re.sub(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?|\d\d:\d\d", "TIME", text)

    other = bare.start("--no-measure")
    with_value, without = plain(house, pages), plain(bare, crawl(other.address))
    assert with_value == without, [(a, b) for a, b in zip(with_value.splitlines(), without.splitlines()) if a != b][:3]
    sizes = [sorted(len(body) for (body,) in one.rows("public.db", "SELECT body FROM statement")) for one in (house, bare)]
    assert sizes[0] == sizes[1], sizes

    # whoever holds it reads it back; with the next version it stays
    subject = house.rows("public.db", "SELECT subject FROM entry WHERE type = 'deployment.described/1'")[0][0]
    assert HARM in must(house.command("registry", "withheld", subject)), "the private harm is not read back"
    assert SECRET not in must(house.command("registry", "withheld", subject))
    assert SECRET in must(house.command("registry", "withheld", subject, "--values"))

    # disclosed: the value is public now, and the proof holds; the private harm stays private
    assert HARM in must(house.command("registry", "disclose", subject, "threshold"))
    refused = house.command("registry", "disclose", subject, "hosting")
    assert refused.returncode != 0 and "nothing is withheld" in refused.stderr, refused.stderr
    send_all(house)
    opened = house.rows("public.db", "SELECT pointer, value FROM opening")
    assert opened == [("/fields/threshold", f'"{SECRET}"')], opened
    assert html.escape(SECRET).encode() in ask(server.address, f"/deployments/{subject}")[1]
    for text in (HARM, NEITHER):
        assert not tells(house, needles(text)), tells(house, needles(text))
    assert not found_in(ask(server.address, f"/deployments/{subject}")[1], needles(HARM))
