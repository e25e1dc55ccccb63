"""Kinds of unused material: what each looks like and what its description must say. A kind is a function of a `Scene`; its docstring names the category."""

KINDS = []  # (category, name, function)


def kind(category):
    def keep(function):
        KINDS.append((category, function.__name__.replace("_", "-"), function))
        return function
    return keep


# ---- records of emergency calls ----

@kind("emergency-call")
def transcript_of_a_999_call(s):
    return s.made(f"999 call {s.number}", s.head("TRANSCRIPT OF 999 CALL", ("Call", s.number), ("Date", s.day), ("Caller", s.caller)) + [
        "Operator: Emergency, which service?", f"Caller: Police. Somebody is {s.doing} in {s.place}.", "Operator: Can you see the person now?",
        f"Caller: {s.look}. Please be quick.", "Operator: Officers are on their way."], [["999", "emergency call"], s.dates, s.caller, [s.act, s.thing]])


@kind("emergency-call")
def record_by_a_call_taker(s):
    return s.made("call record", s.head("EMERGENCY CALL RECORD", ("Received", f"{s.day} {s.time}"), ("Operator", s.officer), ("Informant", s.caller), ("Nature", s.act)) + [
        f"Caller says that a person is {s.doing}. {s.look}. Line was cut at {s.later}."], [["999", "emergency call"], s.dates, [s.act, s.thing]])


@kind("emergency-call")
def message_left_on_101(s):
    return s.made("voicemail 101", [f"Message taken from the 101 line on {s.day} at {s.time}.", f"\"This is {s.caller}. I want to tell you about the {s.act} in {s.place}. I saw who did it. {s.look}. "
                                    "Ring me back.\"", f"Typed by {s.clerk}."], [["message", "call"], s.dates, s.caller, [s.act, s.thing]])


@kind("emergency-call")
def text_message_to_the_control_room(s):
    return s.made("emergency SMS", s.head("EMERGENCY TEXT SERVICE", ("Reference", s.number), ("Received", f"{s.day} {s.time}"), ("Sender", s.caller)) + [
        f"> help someone is {s.doing} {s.street}", f"> {s.look.lower()}", "< Police are coming. Stay where you are safe."], [["text", "999", "emergency"], s.dates, s.caller])


# ---- incident logs ----

@kind("incident-log")
def log_of_the_control_room(s):
    return s.made(f"log {s.number}", s.head("INCIDENT LOG", ("Log", s.number), ("Opened", f"{s.day} {s.time}"), ("Grade", "immediate")) + [
        f"{s.time} {s.act} reported, {s.place}", f"{s.later} unit assigned: {s.officer}", f"{s.latest} at scene, area search, no trace"], [["incident log", "log"], [f"log {s.number}", s.number], s.dates, [s.act, s.thing]])


@kind("incident-log")
def chronology_without_a_heading(s):
    return s.made(f"{s.number} printout", [f"INC {s.number} {s.numeric} P1", f"{s.time} CALL TAKEN {s.place.upper()}", f"{s.later} UNIT STATE 5 TO 6", f"{s.latest} RESULT CODE {s.act.upper()} CRIME RECORDED",
                                           f"{s.latest} CLOSED BY {s.clerk.upper()}"], [["incident", "log"], s.number, s.dates])


@kind("incident-log")
def log_forwarded_by_email(s):
    return s.mail(s.clerk, s.officer, f"Log {s.number}", [f"As asked, the entries of log {s.number} of {s.day}.", f"{s.time} caller reports {s.act} at {s.place}.", f"{s.later} you were sent.", f"{s.latest} you closed it with a crime number."],
                  [["log"], s.number, s.dates])


# ---- contemporaneous records ----

@kind("contemporaneous-record")
def pocket_book(s):
    return s.made("PNB", s.head("POCKET NOTEBOOK", ("Officer", s.officer), ("Date", s.day)) + [f"{s.time} called to {s.place}. Spoke to {s.caller} who said: a person was {s.doing}. {s.look}.",
                                                                                           f"{s.later} looked round, nothing found. {s.latest} resumed."], [["notebook", "pocket book"], s.officer, s.dates])


@kind("contemporaneous-record")
def crime_report(s):
    return s.made(f"crime {s.number}", s.head("CRIME REPORT", ("Crime number", s.number), ("Offence", s.act), ("When", f"{s.day} about {s.time}"), ("Where", s.place), ("Reported by", s.caller)) + [
        f"MO: person unknown was {s.doing} and made off on foot."], [["crime report"], s.number, s.dates, [s.act, s.thing]])


@kind("contemporaneous-record")
def house_to_house(s):
    return s.made("H2H", s.head("HOUSE TO HOUSE ENQUIRIES", ("Street", s.street), ("Date", s.day), ("Officer", s.officer)) + ["No. 3: no answer", f"No. 5: {s.caller} heard shouting, saw nothing", "No. 7: away that night"],
                  [["house to house", "door to door"], s.street, s.dates])


@kind("contemporaneous-record")
def log_of_viewing_a_recording(s):
    return s.made("CCTV viewing", s.head("CCTV VIEWING LOG", ("Camera", s.street), ("Viewed by", s.officer), ("Date viewed", s.day)) + [f"{s.time} person walks in from the left. {s.look}.", f"{s.later} same person {s.doing}", f"{s.latest} nothing more to be seen"],
                  [["cctv", "viewing", "recording"], s.officer, s.dates])


@kind("contemporaneous-record")
def notes_of_a_scene_examiner(s):
    return s.made("CSI notes", [f"Scene examined {s.day} from {s.time}, {s.place}.", f"Marks lifted: two, from the inside. Photographs: nine. Nothing swabbed. Examined by {s.officer}.", f"Owner says that the {s.thing} was there that morning."],
                  [["scene"], s.officer, s.dates])


@kind("contemporaneous-record")
def investigation_log(s):
    return s.made("investigation log", s.head("INVESTIGATION LOG", ("Offence", s.act), ("OIC", s.officer)) + [f"{s.day} {s.time}: allocated to me. Plan: cameras, neighbours, arrest.", f"{s.day} {s.latest}: shop has kept no recording.", "Decision: no forensic submission, nothing was touched."],
                  [["investigation log", "log of the investigation"], s.officer, s.dates])


@kind("contemporaneous-record")
def account_noted_at_the_scene(s):
    return s.made("first account", [f"First account of {s.caller}, noted by {s.officer} at {s.place} on {s.day} at {s.time}:", f"\"I came out and there was a person {s.doing}. {s.look}. I shouted.\"", "Read over and agreed. Not signed."],
                  [["account"], s.caller, s.officer, s.dates])


# ---- custody records ----

@kind("custody-record")
def custody_record(s):
    return s.made(f"custody {s.number}", s.head("CUSTODY RECORD", ("Custody number", s.number), ("Detained person", s.suspect), ("Arrival", f"{s.day} {s.time}"), ("Custody officer", s.officer)) + [
        f"{s.later} rights given, solicitor asked for", f"{s.latest} visited, awake, tea given", "Review: detention authorised to secure evidence by questioning"], [["custody record"], s.suspect, s.dates])


@kind("custody-record")
def record_of_voluntary_attendance(s):
    return s.made("VA record", s.head("VOLUNTARY ATTENDANCE RECORD", ("Person", s.suspect), ("Attended", f"{s.day} {s.time}"), ("Officer", s.officer)) + ["Told that not under arrest and free to leave. Solicitor declined.", f"Left {s.latest}."],
                  [["voluntary attendance", "attended voluntarily", "voluntary"], s.suspect, s.dates])


@kind("custody-record")
def detention_log_without_a_heading(s):
    return s.made("DP log", [f"DP {s.suspect} DOB not shown, cell M4, {s.day}", f"{s.time} searched, property bagged", f"{s.later} checked, asleep", f"{s.latest} PACE review by {s.officer}, further detention authorised", "nurse seen, fit to be detained and interviewed"],
                  [["custody", "detention"], s.suspect, s.dates])


# ---- previous accounts ----

@kind("previous-account")
def draft_statement_that_differs(s):
    return s.made("draft stmt", [f"Draft statement of {s.caller}, {s.day}. Not signed; a later version was made.", f"I think that it was about {s.time}. A person was {s.doing}. I could not say how tall. I would not know the person again.", f"Typed by {s.officer}"],
                  [["draft"], s.caller, s.dates])


@kind("previous-account")
def letter_of_a_witness(s):
    return s.made("letter", [f"{s.day}", "Dear officer,", f"you asked me to write down what I saw in {s.street}. There was a person {s.doing}, and another who only watched. {s.look}. That is all that I remember.", "Yours,", s.caller],
                  [["letter"], s.caller, s.dates])


@kind("previous-account")
def told_to_a_nurse(s):
    return s.made("ED notes", s.head("EMERGENCY DEPARTMENT NOTES", ("Patient", s.caller), ("Seen", f"{s.day} {s.later}")) + [f"Says was in {s.street} when somebody was {s.doing}. Says did not see the face. Bruise to left arm.", "Discharged with advice."],
                  [["hospital", "emergency department", "medical"], s.caller, s.dates])


@kind("previous-account")
def withdrawn_statement(s):
    return s.made("retraction", [f"Further statement of {s.caller}, {s.day}", f"I made a statement about the {s.act}. I no longer want to go on with it. What I said before was not all true: I only heard of it from a friend.", f"Taken by {s.officer}"],
                  [["statement", "retraction", "withdrawal"], s.caller, s.dates])


@kind("previous-account")
def messages_of_the_complainant(s):
    return s.made("chat export", s.head("MESSAGES EXPORTED FROM A TELEPHONE", ("Owner", s.caller), ("Date", s.day)) + [f"{s.time} {s.caller}: you will not believe it, someone was {s.doing} right outside", f"{s.later} friend: who??", f"{s.latest} {s.caller}: no idea, too dark, maybe that one from the pub"],
                  [["messages", "chat"], s.caller, s.dates])


# ---- interview records ----

@kind("interview-record")
def record_of_an_interview(s):
    return s.made("ROTI", s.head("RECORD OF INTERVIEW", ("Person interviewed", s.suspect), ("Date", s.day), ("Started", s.time), ("Interviewer", s.officer)) + ["Caution given.", f"Q: Where were you when the {s.act} happened?", "A: At my mother's. Ask her.", "Q: Is this you in the picture?", "A: No comment."],
                  [["interview"], s.suspect, s.dates])


@kind("interview-record")
def notes_of_a_voluntary_interview(s):
    return s.made("interview notes", [f"Notes of talk under caution with {s.suspect}, {s.day}, {s.time}, by {s.officer}.", f"Asked about the {s.thing}. Says bought it from a man in {s.street}. Would not name him. Asked again: no reply."], [["interview", "notes"], s.suspect, s.dates])


@kind("interview-record")
def video_interview_of_a_witness(s):
    return s.made("VRI summary", s.head("SUMMARY OF VIDEO RECORDED INTERVIEW", ("Witness", s.caller), ("Date", s.day), ("Interviewer", s.officer)) + [f"Witness describes a person {s.doing}. {s.look}. Did not hear what was said. Drew a plan."], [["interview"], s.caller, s.dates])


# ---- reliability of witnesses ----

@kind("witness-reliability")
def convictions_of_a_witness(s):
    return s.made("PNC print W", s.head("PRINT OF CONVICTIONS", ("Subject", s.caller), ("Printed", s.day)) + [f"Status in this case: prosecution witness ({s.act})", "1. perverting the course of justice, suspended sentence", "2. fraud by false representation, fined"], [["convictions"], s.caller, "witness"])


@kind("witness-reliability")
def finding_against_an_officer(s):
    return s.made("PSD letter", s.head("PROFESSIONAL STANDARDS", ("Officer", s.officer), ("Date", s.day)) + ["Finding: misconduct proved. The officer's notebook entry was written two days after the date that it bore. Written warning.", "The officer is a witness in the present case."], [["misconduct"], s.officer, s.dates])


@kind("witness-reliability")
def email_about_a_witness(s):
    return s.mail(s.clerk, s.officer, f"{s.caller}", [f"You should know that {s.caller} had been drinking since noon that day and told me at the bar that the story about the {s.act} would \"pay the rent\".", "I thought it better to write it down."], [s.caller, s.clerk, s.dates])


@kind("witness-reliability")
def caution_of_a_witness(s):
    return s.made("caution", s.head("SIMPLE CAUTION", ("Person cautioned", s.caller), ("Date", s.day), ("Officer", s.officer)) + ["Offence admitted: wasting police time by a false report of a robbery.", f"Note: the person is the complainant in the {s.act}."], [["caution"], s.caller, s.dates])


# ---- none of them, however they look ----

@kind("none")
def news_of_a_999_call(s):
    return s.made("newspaper cutting", [f"THORNBECK GAZETTE, {s.day}", f"Boy, six, hailed as hero after 999 call. {s.caller}, a neighbour, said that the operator had kept the child calm until the ambulance came. A recording of the emergency call was played at the school.", "Picture: page 4"], [["newspaper", "article", "cutting"], s.dates])


@kind("none")
def invoice_for_the_custody_suite(s):
    return s.made(f"invoice {s.number}", s.head("INVOICE", ("No.", s.number), ("Date", s.day), ("Supplied to", "custody suite, cells 1 to 12")) + ["40 blankets, 12 mattresses, custody record folders (box of 100)", "Total £1,912.50, payable in 30 days"], [["invoice"], s.number, s.dates])


@kind("none")
def lesson_on_interviews(s):
    return s.made("handout", [f"Interviewing suspects: handout for week 3, {s.day}", "Plan, engage, obtain an account, close. Write down before the interview what has to be proved. Example: Q: Where were you? A: At home. Discuss why the second question is poor.", f"Teacher: {s.clerk}"], [["interview"], ["handout", "training"], s.clerk])


@kind("none")
def blank_custody_form(s):
    return s.made("form blank", ["CUSTODY RECORD", "Custody number: ........", "Detained person: ........", "Arrival: ........", "Custody officer: ........", "This is an empty form for copying."], [["blank", "empty"], ["custody record", "form"]])


@kind("none")
def rules_on_pocket_books(s):
    return s.made("policy", [f"Policy on pocket notebooks, in force from {s.day}", "Entries are made at the time, in ink, without gaps. A notebook entry that is used in a statement is kept. Supervisors look at each book once a month.", f"Owner of this policy: {s.clerk}"], [["policy"], ["notebooks", "pocket notebooks"], s.dates])


@kind("none")
def notice_about_the_log_system(s):
    return s.mail(s.clerk, "all staff of the control room", "Incident log system", [f"The incident log system will be down on {s.day} from {s.time} to {s.latest}. Keep paper logs and type them in afterwards.", "Do not telephone the help desk about it."], [["incident log", "log system", "system"], s.clerk, s.dates])


@kind("none")
def duty_roster(s):
    return s.made("roster", s.head("DUTY ROSTER", ("Team", "C"), ("Week of", s.day)) + [f"{s.officer}: early, early, late, late, rest", f"{s.clerk}: front desk all week", "Custody cover: by the other team"], [["roster", "duties"], s.dates])


@kind("none")
def notes_of_a_job_interview(s):
    return s.made("interview panel", s.head("INTERVIEW NOTES", ("Applicant", s.caller), ("Post", "sales assistant"), ("Date", s.day)) + ["Q: Why do you want to work here? A: Likes people, lives near.", "Q: Where were you before? A: A bakery.", "Panel: offer the post."], [["interview"], s.caller, s.dates])


@kind("none")
def price_list_of_cameras(s):
    return s.made("quote", [f"Quotation {s.number}, {s.day}", "CCTV for a shop: four cameras, recorder, two years of service. Viewing app for telephones is free. £1,340 with installation.", f"Contact: {s.clerk}"], [["quotation", "quote", "price"], s.number, s.dates])


@kind("none")
def bank_statement(s):
    return s.made("statement", s.head("STATEMENT OF ACCOUNT", ("Account holder", s.suspect), ("From", s.day)) + ["01 card payment, grocer 23.10", "04 cash machine 60.00", "09 salary 1,204.66", "Balance 877.02"], [["bank", "account"], s.suspect, s.dates])


@kind("none")
def convictions_of_the_defendant(s):
    return s.made("PNC print D", s.head("PRINT OF CONVICTIONS", ("Subject", s.suspect), ("Printed", s.day)) + [f"Status in this case: defendant ({s.act})", "1. theft, community order", "2. driving without insurance, fined"], [["convictions"], s.suspect, "defendant"])


@kind("none")
def repair_bill(s):
    return s.made("bill", [f"{s.clerk}, repairs of all kinds", f"{s.day}", f"For Mr or Ms {s.caller}: {s.thing} looked at and put right, two hours' work. £96.00. Paid."], [["bill", "receipt", "repair"], s.caller, s.dates])


@kind("none")
def press_release(s):
    return s.made("press release", [f"For release, {s.day}", f"Officers are asking for witnesses after a {s.act} in {s.street}. Anyone with information should call 101 or 999 in an emergency.", f"Press office: {s.clerk}"], [["press"], [s.act, s.thing], s.dates])


@kind("none")
def manual_of_a_dispatch_program(s):
    return s.made("manual p. 41", ["41. Closing an incident", "Choose a result code. The log shows the time of each entry, for example 21:04 CALL TAKEN, 21:11 AT SCENE. An incident log cannot be deleted.", "See also: 42. Printing logs"], [["manual", "instructions"], ["incident", "log"]])


@kind("none")
def log_of_a_boat(s):
    return s.made("log book", s.head("LOG", ("Boat", "Heron"), ("Skipper", s.caller), ("Date", s.day)) + [f"{s.time} left the harbour, wind west", f"{s.later} engine stopped, incident with a rope, cleared", f"{s.latest} moored"], [["log"], ["boat", "heron"], s.dates])


@kind("none")
def reference_for_a_tenant(s):
    return s.made("reference", [f"{s.day}", f"To whom it may concern: {s.caller} rented from me for three years, paid on time, told the truth and was never any trouble. I gladly give this account.", f"{s.clerk}, landlord"], [["reference"], s.caller, s.dates])


@kind("none")
def article_on_memory(s):
    return s.made("article", ["How reliable is a witness?", f"In the study by {s.clerk} people watched a film of a {s.act} and were asked a week later what they had seen. One in three remembered a car that was not there. Reliability fell when a question was leading."], [["article", "study"], ["witness", "memory"]])


@kind("none")
def court_list(s):
    return s.made("court list", s.head("LIST OF HEARINGS", ("Court", "Thornbeck Magistrates, room 2"), ("Date", s.day)) + [f"10:00 {s.suspect}, first hearing", "10:20 adjourned", "11:00 traffic list"], [["list", "hearing", "hearings"], s.dates])


@kind("none")
def letter_of_an_insurer(s):
    return s.made("insurer", [f"{s.day}, our reference {s.number}", f"Dear {s.caller}, thank you for your claim about the {s.thing}. Please send the crime number and a receipt. We cannot deal with it before we have both.", "Claims department"], [["insurer", "insurance", "claim"], s.caller, s.dates])


@kind("none")
def order_of_stationery(s):
    return s.mail(s.clerk, "stores", "Order", [f"Please send by {s.day}: 20 pocket notebooks, 5 boxes of exhibit bags, 2 pads of house to house forms, 1 custody whiteboard.", "Charge it to the team."], [["order", "stationery"], s.clerk, s.dates])


# ---- sensitive as a whole, in none of the categories ----

@kind("none")
def intelligence_report(s):
    return s.made("intel", s.head("INTELLIGENCE REPORT", ("Reference", s.number), ("Date", s.day), ("Handling", "not to be passed on without leave of the source unit")) + [f"A person in contact with {s.suspect} says that the {s.thing} will be moved next week. The person would be at risk if it were known who had spoken."],
                  [["intelligence"], s.number, s.dates], whole=True)


@kind("none")
def contact_with_a_source(s):
    return s.made("contact sheet", [f"Contact with CHIS {s.number}, {s.day}, {s.time}.", f"Met as arranged. Spoke of {s.suspect}. Paid. Next meeting fixed. Handler: {s.officer}"], [["contact", "source", "chis"], s.dates], whole=True)


@kind("none")
def application_for_surveillance(s):
    return s.made("DSA", s.head("APPLICATION FOR DIRECTED SURVEILLANCE", ("Subject", s.suspect), ("Applicant", s.officer), ("Date", s.day)) + [f"Officers will watch {s.street} from a flat that a resident lends us. The resident does not want to be known. A tracker is to be fitted."], [["surveillance"], s.suspect, s.dates], whole=True)


@kind("none")
def letter_of_social_services(s):
    return s.made("social services", [f"Children's services, {s.day}", f"Re: the child of {s.caller}, aged seven. The child has been on a plan since spring. The school's notes are enclosed. Please do not pass this on: it is about a family that has nothing to do with the {s.act}."], [["social", "children", "child"], s.dates], whole=True)
