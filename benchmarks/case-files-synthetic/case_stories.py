"""What happens in the made-up cases: for each offence its stories and, for each point to prove, sentences that go to it, by who says them
(v: victim or owner, w: eye witness, o: officer, x: another). The first two wordings of each are used in dev, all in test."""

STREETS = ["Mill Lane", "Harbour Road", "Chapel Street", "Quarry Hill", "Weaver Street", "Orchard Way", "Priory Road", "Tanner Row", "Beacon Avenue", "Foundry Lane",
           "Larch Close", "Station Parade", "Kiln Street", "Meadow View", "Canal Side", "Abbey Gardens", "Rope Walk", "Cross Street", "Fuller's Yard", "Windmill Rise"]
TOWNS = ["Thornbeck", "Aldermere", "Kestwick", "Marlowe Bridge", "Penhollow", "Saltby", "Oxcombe", "Wrenford"]
JOBS = ["baker", "bus driver", "care worker", "electrician", "nurse", "plasterer", "retired", "shop assistant", "student", "teaching assistant", "warehouse worker",
        "gardener", "accountant", "cook", "cleaner", "joiner", "librarian", "postal worker"]

IDENTITY = [
    ("w", "I knew the person at once: it was {defendant}, whom I have known for some years."),
    ("o", "I have watched the recording. I recognise the person shown as {defendant}, with whom I have dealt several times."),
    ("w", "It was {defendant}. We went to the same school and I saw the face clearly under the street lamp."),
    ("o", "The person was still there when I arrived, was pointed out to me by a witness, and gave the name {defendant}."),
]
NOT_IDENTIFIED = ["I did not see the face and would not know the person again.", "The person had a hood up and I could make out nothing of the face."]

FILLER = {
    "v": ["I live alone.", "My sister was with me until shortly before.", "I went indoors and locked the door behind me.", "I have lived in the area for eleven years.",
          "An officer came and took down some details.", "I was given a leaflet with a telephone number.", "I had been at work all day and was tired.", "I telephoned the police straight away.", "I have been asked to say what happened and do so of my own will.",
          "I was upset and had to sit down for a while.", "I have not spoken to the person since."],
    "w": ["I was on my way home.", "I was waiting for a lift.", "There were a few other people about, none of whom I know.", "I stayed until the police came.",
          "I gave my name and number to an officer.", "I have never met the people concerned apart from what I say here.", "It was dry and the street lamps were lit.", "There was nothing between us and I was about ten metres away.",
          "I watched for a minute or two.", "I had drunk nothing that day.", "I wear glasses and had them on."],
    "o": ["I was on duty in uniform in a marked car.", "The road was dry and there was little traffic.", "I took first details and left a card.", "No force was used.",
          "The weather was fine and the light good.", "I informed my supervisor by radio.", "My body-worn camera was switched on.", "I made notes in my pocket book at the time.", "I was single crewed.",
          "I explained to those present what would happen next.", "I searched the area and found nothing else."],
    "x": ["I have worked in this field for several years.", "I make this statement from records kept in the course of business.", "I have read the papers that I was given."],
    "n": ["I was at home watching television.", "I heard voices in the street but thought nothing of it.", "I looked out of the window once and saw nobody.",
          "I have lived there for a long time and know most of the neighbours.", "I cannot say anything about how it began."],
}

SAW = ["On {date} at {time} I was in {place}.", "At {time} on {date} I was at {place}.", "It was {date}, {time}. I was standing in {place}.",
       "I remember {date}. At {time} I had just got to {place}."]
SAW_OFFICER = ["On {date} at {time} I was called to {place}.", "At {time} on {date} I attended {place} after a report.", "Acting on a call I went to {place} on {date}, getting there at {time}."]


def story(name, thing, takes, value, exhibits, vehicle=False, **more):
    return {"name": name, "thing": thing, "takes": takes, "value": value, "exhibits": exhibits, "vehicle": vehicle, **more}


CAMERA = ("o", "a recording from the street camera")
PHOTOS = ("o", "four photographs of the place")

OFFENCES = {
    "theft": {
        "title": "Theft", "charge": "stole a {thing} to the value of £{value} belonging to {victim}, contrary to section 1 of the Theft Act 1968",
        "drop": ["belonging", "identity"],
        "points": {
            "belonging": [("v", "The {thing} is mine. I bought it two years ago for £{value}."), ("v", "I am the owner of the {thing}, worth about £{value}."),
                          ("v", "The {thing} belongs to me and to nobody else."), ("v", "I have had the {thing} since my birthday and still have the receipt in my name.")],
            "appropriation": [("w", "I watched the person {takes}."), ("w", "In front of me the person {took}."), ("w", "What I saw was that the person {took} and was gone.")],
            "dishonesty": [("v", "I had given nobody leave to take it."), ("w", "Before doing so the person looked all round, and ran when I called out."),
                           ("v", "Nobody asked me for it, and I would have said no."), ("v", "I never lent it or sold it to anybody.")],
        },
        "stories": [
            story("bicycle", "bicycle", "cut the lock and ride away on the bicycle", 420, [CAMERA, ("v", "the receipt for the bicycle"), ("o", "a pair of bolt cutters")], took="cut the lock and rode away on the bicycle"),
            story("handbag", "handbag", "lift the handbag from the chair and walk out", 150, [CAMERA, ("w", "a sketch of where everybody sat")], took="lifted the handbag from the chair and walked out"),
            story("van-tools", "set of power tools", "carry the power tools from the van to a car", 900, [CAMERA, PHOTOS, ("v", "a list of the tools with their numbers")], True, took="carried the power tools from the van to a car"),
        ]},
    "burglary": {
        "title": "Burglary", "charge": "entered as a trespasser a building at {place} and stole therein a {thing} to the value of £{value}, contrary to section 9 of the Theft Act 1968",
        "drop": ["identity"],
        "points": {
            "entry": [("w", "I watched the person {takes}."), ("v", "The {way} had been forced and drawers lay all over the floor."), ("w", "In front of me the person {took}.")],
            "trespass": [("v", "Nobody had my leave to go in."), ("v", "I had locked up, and had let nobody in or asked anybody to call."), ("v", "The only people who may go in are my family, all of whom were away.")],
            "intent": [("v", "When I went in my {thing} was gone. It was worth £{value}."), ("v", "Missing was the {thing}, which I had left on the table that morning.")],
        },
        "stories": [
            story("house", "laptop", "climb in through the kitchen window", 700, [PHOTOS, ("o", "a lift of a fingerprint from the window frame"), CAMERA], way="kitchen window", took="climbed in through the kitchen window"),
            story("shed", "lawnmower", "lever open the door of the workshop and go in", 350, [("o", "a crowbar"), PHOTOS], True, way="workshop door", took="levered open the door of the workshop and went in"),
            story("shop", "cash box", "break the glass of the back door and reach for the bolt, then go in", 240, [CAMERA, ("o", "a piece of broken glass"), ("v", "the till record of that day")], way="back door", took="broke the glass of the back door and went in"),
        ]},
    "robbery": {
        "title": "Robbery", "charge": "robbed {victim} of a {thing} to the value of £{value}, contrary to section 8 of the Theft Act 1968",
        "drop": ["force", "belonging", "identity"],
        "points": {
            "appropriation": [("v", "The person {took}."), ("w", "I watched the person {takes}.")],
            "belonging": [("v", "The {thing} was mine and worth about £{value}."), ("v", "I am the owner of the {thing}; it cost £{value}."), ("v", "It was my own {thing}, a present from my sister.")],
            "force": [("v", "First I was pushed hard against the wall, and I was afraid of worse."), ("w", "The person punched the other in the stomach first."),
                      ("v", "I was told that I would be stabbed unless I let go, so I let go."), ("v", "My arm was twisted until I could hold on no longer.")],
        },
        "stories": [
            story("phone", "mobile telephone", "take the telephone and run", 600, [CAMERA, ("v", "the box of the telephone with its number")], took="took the telephone and ran"),
            story("watch", "wristwatch", "take the watch off and get into a car", 950, [CAMERA, ("v", "a photograph of the watch"), ("o", "a torn watch strap")], True, took="took the watch off and got into a car"),
            story("cashpoint", "sum of cash", "take the notes as they came out of the machine", 200, [("x", "a recording from the camera of the cash machine"), ("v", "a bank statement")], took="took the notes as they came out of the machine"),
        ]},
    "common-assault": {
        "title": "Common assault by beating", "charge": "assaulted {victim} by beating them, contrary to section 39 of the Criminal Justice Act 1988",
        "drop": ["identity"],
        "points": {
            "assault": [("v", "The person {took}."), ("w", "I watched the person {takes}."), ("v", "Without a word the person {took}.")],
            "unlawful": [("v", "I had done nothing and said nothing to bring it on."), ("v", "I did not want it and did not touch the other first."), ("w", "The other had only stood there with hands in pockets.")],
        },
        "stories": [
            story("slap", "face", "slap the other across the face", 0, [("o", "body-worn camera footage of what was said to me")], took="slapped me across the face"),
            story("spit", "coat", "push the other twice in the chest", 0, [CAMERA], took="pushed me twice in the chest"),
            story("road", "car door", "reach through the car window and grab the driver by the collar", 0, [("w", "a clip filmed on my telephone")], True, took="reached through my car window and grabbed me by the collar"),
        ]},
    "actual-bodily-harm": {
        "title": "Assault occasioning actual bodily harm", "charge": "assaulted {victim}, thereby occasioning them actual bodily harm, contrary to section 47 of the Offences against the Person Act 1861",
        "drop": ["injury", "identity"],
        "points": {
            "assault": [("v", "The person {took}."), ("w", "I watched the person {takes}.")],
            "unlawful": [("v", "I had done nothing and said nothing to bring it on."), ("v", "I did not want it and did not touch the other first."), ("w", "The other had both hands full and could do nothing.")],
            "injury": [("v", "My {hurt} was broken and I was in plaster for six weeks."), ("x", "On examination I found a fracture of the {hurt} with swelling."),
                       ("v", "I lost two teeth and the {hurt} needed seven stitches."), ("x", "X-rays showed that the {hurt} was broken in two places.")],
        },
        "stories": [
            story("punch", "fist", "punch the other to the ground", 0, [CAMERA, ("x", "the hospital notes")], hurt="nose", took="punched me to the ground"),
            story("bottle", "bottle", "swing a bottle at the other", 0, [("o", "the neck of a bottle"), ("x", "X-ray pictures"), PHOTOS], hurt="wrist", took="swung a bottle at me and hit my arm"),
            story("kick", "boot", "kick the other who lay on the ground", 0, [("w", "a clip filmed on my telephone"), ("x", "the hospital notes")], True, hurt="cheekbone", took="kicked me when I lay on the ground"),
        ]},
    "criminal-damage": {
        "title": "Criminal damage", "charge": "without lawful excuse damaged a {thing} to the value of £{value} belonging to {victim}, intending to damage it or being reckless whether it would be damaged, contrary to section 1(1) of the Criminal Damage Act 1971",
        "drop": ["belonging", "excuse", "identity"],
        "points": {
            "damage": [("w", "I watched the person {takes}."), ("v", "The {thing} was {state} and will cost £{value} to put right."), ("w", "In front of me the person {took}.")],
            "belonging": [("v", "I own the {thing}."), ("v", "The {thing} is mine; I paid for it myself."), ("v", "It is my {thing}, in my name and paid for.")],
            "excuse": [("v", "I had allowed nobody to do that."), ("v", "Nobody had any reason or leave to touch it."), ("v", "There was no accident and no emergency, and nobody had asked me.")],
        },
        "stories": [
            story("car", "car", "drag a key along the side of the car", 680, [PHOTOS, ("v", "an estimate from the garage")], True, state="scratched from front to back", took="dragged a key along the side of the car"),
            story("window", "shop window", "throw a brick through the shop window", 540, [("o", "a brick"), CAMERA, ("v", "the glazier's bill")], state="broken", took="threw a brick through the shop window"),
            story("fence", "garden fence", "kick the panels out of the garden fence", 310, [PHOTOS], state="kicked to pieces", took="kicked the panels out of the garden fence"),
        ]},
    "drug-possession": {
        "title": "Possession of a controlled drug", "charge": "had in their possession a quantity of {drug}, a controlled drug, contrary to section 5(2) of the Misuse of Drugs Act 1971",
        "drop": ["substance"],
        "points": {
            "possession": [("o", "I searched {defendant} and in the right pocket found {bag}."), ("o", "{defendant} took {bag} out of a sock when asked, and said that it was their own."),
                           ("o", "In the bag that {defendant} was carrying lay {bag}.")],
            "substance": [("x", "I tested exhibit {drugref}. It is {drug}."), ("x", "Analysis by gas chromatography shows that exhibit {drugref} contains {drug}."),
                          ("o", "I tested {bag} with an approved kit and trained as I am identify it as {drug}.")],
        },
        "stories": [
            story("street", "bag", "", 0, [("o", "a small clear bag of white powder")], drug="cocaine", bag="a small clear bag of white powder"),
            story("festival", "wrap", "", 0, [("o", "a paper wrap with tablets"), ("o", "footage from my body-worn camera")], drug="MDMA", bag="a paper wrap with tablets"),
            story("stop", "tin", "", 0, [("o", "a tin of green plant matter")], True, drug="cannabis", bag="a tin of green plant matter"),
        ]},
    "drug-supply": {
        "title": "Possession of a controlled drug with intent to supply", "charge": "had in their possession a quantity of {drug}, a controlled drug, with intent to supply it to another, contrary to section 5(3) of the Misuse of Drugs Act 1971",
        "drop": ["substance"],
        "points": {
            "possession": [("o", "I searched {defendant} and in a shoulder bag found {bag}."), ("o", "{bag_} lay under the driver's seat; {defendant} sat in it alone and had the key."),
                           ("o", "When the door was opened {defendant} had {bag} in one hand.")],
            "substance": [("x", "I tested exhibit {drugref}. It is {drug}."), ("x", "Analysis by gas chromatography shows that exhibit {drugref} contains {drug}."),
                          ("x", "I examined exhibit {drugref} in the laboratory and identify it as {drug}.")],
            "supply": [("o", "There were also scales, empty bags and £480 in small notes."), ("o", "Messages on the telephone asked for \"two of the white\" and named prices."),
                       ("w", "I saw the person hand small packets to four different people, who each gave money."), ("o", "A list of names with sums beside them lay with it.")],
        },
        "stories": [
            story("flat", "bag", "", 0, [("o", "a freezer bag with thirty wraps"), ("o", "a telephone")], drug="heroin", bag="a freezer bag with thirty wraps", bag_="A freezer bag with thirty wraps"),
            story("car", "box", "", 0, [("o", "a box with forty-two small bags"), ("o", "cash"), ("o", "a set of scales")], True, drug="cocaine", bag="a box with forty-two small bags", bag_="A box with forty-two small bags"),
        ]},
    "drink-driving": {
        "title": "Driving above the alcohol limit", "charge": "drove a motor vehicle, {plate}, on a road, {place}, having consumed so much alcohol that the proportion of it in their breath exceeded the prescribed limit, contrary to section 5(1)(a) of the Road Traffic Act 1988",
        "drop": ["reading", "driving"],
        "points": {
            "driving": [("w", "I saw {defendant} at the wheel as the car came round the corner."), ("o", "I followed the car and stopped it. {defendant} was driving."), ("w", "The one who drove and then got out of the driver's door was {defendant}.")],
            "road": [("o", "{street} is a road open to all traffic."), ("o", "It was standing on the public road, half on the kerb.")],
            "reading": [("o", "At the station two samples of breath were given; the lower reading was {reading} microgrammes of alcohol in 100 millilitres of breath."),
                        ("x", "I analysed the specimen of blood and found not less than {reading_blood} milligrammes of alcohol in 100 millilitres of blood."),
                        ("o", "The device printed {reading} and {reading2} microgrammes.")],
        },
        "stories": [
            story("kerb", "car", "", 0, [("o", "the printout of the breath device")], True, no_identity=True),
            story("lights", "car", "", 0, [("o", "the printout of the breath device"), ("w", "a clip from my dashboard camera")], True, no_identity=True),
            story("carpark", "van", "", 0, [("o", "footage from my body-worn camera")], True, no_identity=True),
        ]},
    "disqualified-driving": {
        "title": "Driving while disqualified", "charge": "drove a motor vehicle, {plate}, on a road, {place}, while disqualified for holding or obtaining a driving licence, contrary to section 103 of the Road Traffic Act 1988",
        "drop": ["disqualification", "driving"],
        "points": {
            "driving": [("o", "I followed the car and stopped it. {defendant} was driving."), ("w", "I saw {defendant} at the wheel as the car came round the corner."), ("o", "I watched {defendant} drive up, park and get out.")],
            "road": [("o", "{street} is a road open to all traffic."), ("o", "It is a public road with a bus route.")],
            "disqualification": [("x", "I produce the memorandum of conviction: {defendant} was disqualified by the court for eighteen months, which had not ended."),
                                 ("o", "I was in court when {defendant} was banned from driving for two years, and the ban was still running."),
                                 ("o", "When asked {defendant} said: \"I know, I am still banned.\"")],
        },
        "stories": [
            story("estate", "car", "", 0, [("x", "a memorandum of conviction")], True, no_identity=True),
            story("school", "car", "", 0, [("o", "footage from my body-worn camera"), ("x", "a memorandum of conviction")], True, no_identity=True),
            story("bypass", "motorcycle", "", 0, [("o", "a still from the camera in my car")], True, no_identity=True),
        ]},
    "harassment": {
        "title": "Harassment", "charge": "pursued a course of conduct which amounted to harassment of {victim} and which they knew or ought to have known amounted to harassment, contrary to section 2 of the Protection from Harassment Act 1997",
        "drop": ["course-of-conduct", "harassment"],
        "points": {
            "course-of-conduct": [("v", "It was the fourth time in two weeks: three days before and twice the week before the person had {done}."), ("v", "This went on. On at least five other days that month the person {again}."),
                                  ("w", "I had seen the same person {doing} on two earlier evenings.")],
            "harassment": [("v", "I was frightened and could not sleep."), ("v", "I no longer dared to go out alone and had to ask friends to come with me."), ("v", "It made me ill with worry.")],
            "knowledge": [("v", "I had said clearly that I wanted to be left alone."), ("o", "I had warned {defendant} myself, in words that could not be misunderstood."), ("v", "I had written more than once that I wanted no contact.")],
        },
        "stories": [
            story("notes", "note", "put a note through the letter box and stand across the road", 0, [("v", "a note"), CAMERA], done="put notes through my door", again="put notes through my door", doing="putting notes through that door", took="put a note through my letter box and stood across the road"),
            story("calls", "telephone", "wait by the car and shout", 0, [("v", "a printout of calls and messages")], True, done="waited by my car", again="waited by my car and shouted", doing="waiting by that car", took="waited by my car and shouted at me"),
        ]},
}
DEV_STORIES = {"theft/handbag", "burglary/shed", "common-assault/spit", "actual-bodily-harm/punch", "criminal-damage/fence", "drug-possession/stop", "drink-driving/kerb", "harassment/notes"}
