"""Made-up values for make-general.py: people, places, firms, addresses, dates and identifiers of many countries.

Everything is drawn from the lists of @faker-js/faker, the firms and nations of presidio-research (both MIT) and from
formats written here. What is in `banned` is never drawn: the values of a test part, and the words of its names.
"""
import re

DIGIT = re.compile(r"[#?A]")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TITLES = ["Mr.", "Mrs.", "Ms.", "Dr.", "Miss", "Mr", "Mrs", "Dr", "Prof.", "Sir"]
RELIGIONS = "Christian,Muslim,Jewish,Hindu,Sikh,Buddhist,Catholic,Protestant,Orthodox,Methodist,Baptist,Quaker,Shia,Sunni,Atheist,Jain".split(",")
PHONES = ("###-###-####|(###) ###-####|(###)###-####|###.###.####|##########|1-###-###-####|+1-###-###-####|001-###-###-####x###|###-###-####x####|"
          "+44 #### ######|07### ######|+4#(0)#### ######|+4# ## ### ## ##|0# ## ## ## ##|+3## ### ######|0### ### ###|#### ## ## ##|(0##) #### ####|"
          "+91 ##########|+91##########|## ### ####|### ## ###|0## ### ## ##|(##) ####-####|0####/######|## ## ## ##|(0##) ### ####|##-####-###").split("|")
CARDS = "4###############|5###############|37#############|6011############|35##############|4### #### #### ####|5###-####-####-####|4############|30############|4#################".split("|")
IBANS = "GB## AAAA #### #### #### ##|GB##AAAA##############|DE####################|FR#######################|PL##########################|NL##AAAA##########|CH##########A#########|ES######################|IL#####################".split("|")
LICENCES = "A#######|A########|#########|########|A##-###-##-###-#|AA######|A####-#####-#####|#######|AAA######|A############|A###-####-####".split("|")
ZIPS = "#####|#####|#####-####|####|AA# #AA|#### AA|### ##|##-###|######".split("|")
TLDS = "com com com org net de co.uk pl it fr es nl se info com.au gl pt ca us dk fi hu cz".split()
WORDS = ("lost million marathon dancing blue cherry music travel garden deal cloud rocket paper forex happy cool best data bike shop book storm silver lucky "
         "great pizza ocean smart auto dream trade photo style video health radio wine game code money planet").split()
MAILERS = "example.com example.org mail.example.net gmail.com hotmail.com yahoo.co.uk dayrep.example fleckens.example web.de outlook.com company.example".split()
UNITS = ["Apt. ###", "Suite ###", "Apt. ##", "Unit ##", "Flat #", "Floor #", "Room ###", "apartment #"]
STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW".split()
AREAS = ("surveillance vascular loan marketing medical dental legal sales account data software security school police fire ship truck bus taxi train mail bank tax "
         "insurance travel estate property wedding music art science math chemistry biology nuclear civil chemical mechanical electrical road park zoo horse dog "
         "hair beauty fashion interior graphic web game film stage sound video news sports fitness yoga swimming social child family youth elder home health "
         "hospital nursing pharmacy laboratory research survey census claims credit payroll personnel training quality production plant machine tool metal wood "
         "glass paper textile food farm fishing forest garden pool window carpet tile roof brick steel sheet furnace boiler diesel aircraft flight ground").split()
ROLES = ("officer technologist technician engineer clerk manager worker operator assistant teacher analyst agent inspector instructor planner adviser examiner "
         "mechanic installer cleaner driver carrier guard nurse therapist scientist specialist representative supervisor director attendant helper editor writer "
         "designer artist trainer coach consultant developer administrator auditor broker buyer coordinator interviewer").split()
JOBS = ("accountant actor architect baker barber bartender biologist bookkeeper butcher carpenter cashier chef chemist dentist doctor economist electrician farmer "
        "firefighter fisherman florist geologist hairdresser historian journalist judge lawyer librarian linguist magician mathematician mechanic midwife model musician "
        "nurse nutritionist optician paramedic paralegal pharmacist philosopher photographer physicist pilot plumber poet postman priest programmer psychiatrist "
        "psychologist receptionist sailor sculptor secretary shepherd singer soldier statistician surgeon surveyor tailor teacher translator veterinarian waiter "
        "waitress welder writer CEO CFO CTO president chairman senator minister ambassador professor").split()
FAITHS = ("Christianity,Islam,Hinduism,Buddhism,Sikhism,Judaism,Jainism,Taoism,Shinto,Atheism,Catholicism,Protestantism,Zoroastrianism,Confucianism,Bahaism").split(",")
FIRMS = "Inc|Inc.|Ltd|LLC|PLC|Group|and Sons|GmbH|AG|S.A.|N.V.|Co.|Corp.|Corporation|Company|Holdings|& Co|Limited|Pty Ltd|AB|Oy|SpA".split("|")


class Values:
    def __init__(self, dice, faker, firms, nations, common, banned):
        self.dice = dice
        free = lambda items: [i for i in items if i.lower() not in banned["values"]]
        named = lambda items: [i for i in items if not any(w in banned["names"] for w in re.split(r"[ \-]", i.lower()))]
        self.locales = {}
        for name, lists in sorted(faker.items()):
            kept = {key: free(items) for key, items in lists.items()}
            kept["given"], kept["surname"] = named(lists["given"]), named(lists["surname"])
            if kept["given"] and kept["surname"]:
                self.locales[name] = kept
        self.latin = [n for n in self.locales if self.locales[n]["given"][0].isascii() or self.locales[n]["given"][0][0] < "\u0250"]
        self.firms, self.nations, self.common = free(firms), nations, common
        self.countries = sorted(set(faker["en"]["country"]) | {n["country"].title() for n in nations})
        self.city_locales = [n for n in self.latin if self.locales[n]["city_name"]]
        self.all_cities = [n for n in self.locales if self.locales[n]["city_name"]]
        self.street_locales = [n for n in self.locales if self.locales[n]["street_pattern"] and n != "ja"]

    def locale(self):
        """Mostly Latin letters, a third of it English."""
        if self.dice.chance(30):
            return self.locales[self.dice.one(["en", "en", "en_AU", "en_IN", "en_NG", "en_GH", "en_ZA"])]
        return self.locales[self.dice.one(self.latin if self.dice.chance(94) else sorted(self.locales))]

    def digits(self, pattern):
        return DIGIT.sub(lambda m: str(self.dice.below(10)) if m.group() == "#" else chr(65 + self.dice.below(26)), pattern)

    # ---- people ----
    def first(self):
        return self.dice.one(self.locale()["given"])

    def last(self):
        return self.dice.one(self.locale()["surname"])

    def person(self):
        dice, lists = self.dice, self.locale()
        parts = [dice.one(lists["given"])]
        if dice.chance(14):
            parts.append(chr(65 + dice.below(26)) + dice.one([".", "", "."]))
        elif dice.chance(4):
            parts.append(dice.one(lists["given"]))
        parts.append(dice.one(lists["surname"]))
        if dice.chance(2):
            parts[-1] += "-" + dice.one(lists["surname"])
        name = " ".join(parts)
        if dice.chance(4):
            name = dice.one(TITLES) + " " + name
        return name + (dice.one([" Jr.", " MD", " PhD", " DDS", " II", " DVM"]) if dice.chance(2) else "")

    # ---- places ----
    def city(self):
        dice = self.dice
        lists = self.locales[dice.one(self.city_locales if dice.chance(94) else self.all_cities)]
        name = dice.one(lists["city_name"])
        if dice.chance(25):
            name = self.fill(dice.one(self.locales["en"]["city_pattern"]), self.locales["en"])
        elif dice.chance(10):
            name = dice.one(["Upton", "Great", "Little", "St.", "Port", "New", "Upper", "San", "Bad", "El", "La"]) + " " + self.last()
        return name.upper() if dice.chance(22) else name

    def country(self):
        return self.dice.one(self.countries)

    def state(self):
        return self.dice.one(self.locales[self.dice.one(["en", "en", "en_AU", "de", "en_IN"])]["state"])

    def place(self):
        return self.dice.one([self.city, self.city, self.country, self.country, self.state])()

    # ---- streets and addresses ----
    def fill(self, pattern, lists):
        def part(match):
            key = match.group(1).split(".")[1].split("(")[0]
            if key in ("firstName", "lastName"):
                return self.dice.one(lists["given" if key == "firstName" else "surname"])
            if key in ("street_name_part", "common_street_suffix"):
                return self.dice.one(lists["surname"]) if key == "street_name_part" else "gata"
            return self.dice.one(lists.get(key) or [""])
        return re.sub(r"\{\{(.*?)\}\}", part, pattern).strip()

    def street_name(self):
        dice = self.dice
        lists = self.locales["en"] if dice.chance(45) else self.locales[dice.one(self.street_locales)]
        if lists["street_name"] and dice.chance(60):
            return dice.one(lists["street_name"])
        return self.fill(dice.one(lists["street_pattern"]), lists)

    def building(self):
        return self.digits(self.dice.one(["##", "###", "###", "####", "####", "#####", "#####", "#"])) + ("" if self.dice.chance(95) else "b")

    def street(self):
        """With or without a number, before or behind."""
        dice = self.dice
        name = self.street_name()
        if dice.chance(3):
            return dice.one(["P.O. Box ", "PO Box "]) + self.digits("###")
        if dice.chance(35):
            return str(1 + dice.below(250)) + " " + name
        if dice.chance(55):
            return name + " " + str(1 + dice.below(300)) + dice.one(["", "", "", ".", "a", " C", "/2"])
        return name

    def unit(self):
        return self.digits(self.dice.one(UNITS))

    def zip(self):
        return self.digits(self.dice.one(ZIPS))

    def address(self):
        dice = self.dice
        which = dice.below(100)
        street = self.building() + " " + self.street() if dice.chance(75) else self.street()
        end = dice.one(["\n", "\n ", ", ", " ", "\n", ",\n"])
        if which < 6:
            return "the corner of %s and %s" % (self.street(), self.street())
        if which < 12:
            return "%s and %s" % (self.first(), self.street())
        if which < 16:
            return self.digits(dice.one(["PSC ####, Box ####\nAPO ", "USS " + self.last() + "\nFPO ", "Unit #### Box ####\nDPO ", "USNS " + self.last() + "\nFPO "])) + dice.one(["AA", "AE", "AP"]) + self.digits(" #####")
        parts = [street + (dice.one([" ", " ", ", ", end]) + self.unit() if dice.chance(45) else ""), self.city()]
        last = which % 4
        if last == 0:
            return end.join(parts) + dice.one([", ", "\n, ", " "]) + dice.one(STATES) + dice.one([" ", "\n ", " "]) + self.zip()
        if last == 1:
            return end.join(parts) + "\n, " + dice.one(STATES) + "\n " + self.country() + " " + self.zip()
        if last == 2:
            return end.join(parts + [self.country()]) + (" " + self.zip() if dice.chance(60) else "")
        return end.join(parts + ([self.state()] if dice.chance(40) else [self.zip()] if dice.chance(50) else []))

    # ---- firms, nations ----
    def org(self):
        dice = self.dice
        which = dice.below(10)
        if which < 6:
            return dice.one(self.firms)
        if which < 7:
            return "%s, %s and %s" % (self.last(), self.last(), self.last())
        if which < 8:
            return self.last() + dice.one(["-", " and ", " & "]) + self.last()
        return self.last() + " " + dice.one(FIRMS)

    def nation(self, key):
        return self.dice.one(self.nations)[key].title()

    def nat(self):
        return self.nation("nationality")

    def nats(self):
        return self.nation("plural")

    def religion(self):
        return self.dice.one(RELIGIONS)

    def man(self):
        return self.nation(self.dice.one(["man", "woman"]))

    def faith(self):
        return self.dice.one(FAITHS)

    def job(self):
        dice = self.dice
        name = dice.one(JOBS) if dice.chance(35) else dice.one(AREAS) + " " + dice.one(ROLES)
        if dice.chance(15):
            name = dice.one(["senior", "chief", "assistant", "licensed", "registered", "retired", "deputy", "head"]) + " " + name
        return name.capitalize() if dice.chance(45) and name[:2].islower() else name.title() if dice.chance(20) else name

    def kin(self):
        return self.dice.one("brother sister mother father son daughter husband wife uncle aunt cousin niece friend".split())

    def work(self):
        """The title of a work: common words with capitals."""
        dice = self.dice
        words = [dice.one(self.common).capitalize() for _ in range(1 + dice.below(4))]
        if len(words) > 2:
            words[1] = dice.one(["of", "in the", "and", "to", words[1], words[1], "the", "My"])
        return dice.one(["The ", "", "", "My ", "A "]) + " ".join(words)

    # ---- times ----
    def year(self):
        return str(1915 + self.dice.below(125))

    def month(self):
        return self.dice.one(MONTHS)

    def weekday(self):
        return self.dice.one(DAYS)

    def date(self):
        dice = self.dice
        d, m, y = 1 + dice.below(28), 1 + dice.below(12), int(self.year())
        name = MONTHS[m - 1]
        return dice.one([
            "%d/%d/%d" % (m, d, y), "%d/%d/%d" % (m, d, y), "%02d/%02d/%d" % (d, m, y), "%d-%02d-%02d" % (y, m, d), "%d %s %d" % (d, name, y),
            "%s %d, %d" % (name, d, y), "%s %d" % (name, d), name[:3] + " %d" % y, "%d-%02d-%02d %02d:%02d:%02d" % (y, m, d, dice.below(24), dice.below(60), dice.below(60)),
            self.weekday(), self.year(), name, "%d.%d.%02d" % (d, m, y % 100), "%dth of %s" % (4 + dice.below(16), name), "%02d:%02d" % (dice.below(24), dice.below(60))])

    def age(self):
        return str(self.dice.below(100) + 1)

    def decimal(self):
        return "%d.%d" % (self.dice.below(3), self.dice.below(10))

    def title(self):
        return self.dice.one(TITLES)

    # ---- identifiers ----
    def phone(self):
        return self.digits(self.dice.one(PHONES))

    def card(self):
        return self.digits(self.dice.one(CARDS))

    def iban(self):
        return self.digits(self.dice.one(IBANS))

    def ssn(self):
        return self.digits("###-##-####")

    def dl(self):
        return self.digits(self.dice.one(LICENCES))

    def ip(self):
        dice = self.dice
        if dice.chance(30):
            return ":".join("%x" % dice.below(65536) for _ in range(8))
        return ".".join(str(dice.below(256)) for _ in range(4))

    def email(self):
        name = re.sub(r"[^a-z]", "", self.first().lower()) + self.dice.one([".", "", "_", ""]) + re.sub(r"[^a-z]", "", self.last().lower())
        return (name or "info") + "@" + self.dice.one(MAILERS)

    def url(self):
        dice = self.dice
        name = dice.one(WORDS) + dice.one(WORDS)
        name = "".join(w.capitalize() for w in (dice.one(WORDS), dice.one(WORDS))) if dice.chance(50) else name
        return dice.one(["", "", "www.", "https://www.", "http://"]) + name + "." + dice.one(TLDS) + ("" if dice.chance(75) else "/" + dice.one(WORDS))
