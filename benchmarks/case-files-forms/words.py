"""Labels, titles and sentences of the forms, apart for the two parts: dev and test share none that could be told in another way."""

# what the field of a form is called; a layout takes one of them
LABELS = {
    "dev": {
        "MG1/urn": ["URN", "Unique reference number", "Case URN"], "MG1/defendant": ["Defendant", "Name of defendant", "Person charged"], "MG1/officer": ["Officer in the case", "OIC", "Officer in charge of the case"],
        "MG1/plea": ["Anticipated plea", "Plea expected", "Likely plea"], "MG1/hearing": ["First hearing", "Date and place of first hearing", "Next hearing"],
        "MG2/witness": ["Witness", "Name of witness", "Measures are asked for"], "MG2/measures": ["Special measures sought", "Measures applied for", "Which special measures"], "MG2/views": ["Views of the witness", "What the witness wants", "Witness's own views"],
        "MG3/suspect": ["Suspect", "Name of suspect", "Person under investigation"], "MG3/offence": ["Proposed charge", "Offence", "Offence(s) considered"], "MG3/summary": ["Summary of the evidence", "Evidence in outline", "Outline of circumstances"], "MG3/enquiries": ["Outstanding enquiries", "Lines of enquiry", "Further enquiries"],
        "MG4/defendant": ["Defendant", "Name of person charged", "Person charged"], "MG4/charge": ["Charge", "Offence charged", "You are charged that"], "MG4/reply": ["Reply to charge", "Reply, if any", "Reply after caution"], "MG4/bail": ["Bail", "Bail decision", "Bail or custody"],
        "MG4A/conditions": ["Conditions", "Conditions of bail", "Bail conditions"], "MG4A/reasons": ["Reasons for conditions", "Reasons", "Why they are necessary"],
        "MG5/summary": ["Summary of the case", "Circumstances of the offence", "Key evidence"], "MG5/interview": ["Defendant's interview", "Summary of interview", "Interview"], "MG5/other-evidence": ["Other evidence", "Exhibits, visual and forensic evidence", "Non-witness evidence"], "MG5/supervisor": ["Supervisor", "Supervisor's certification", "Checked by supervisor"],
        "MG6/victim": ["Victim and witness information", "Victim", "Needs of the victim"], "MG6/credibility": ["Credibility of witnesses", "Anything affecting witness credibility", "Strength of prosecution witnesses"], "MG6/officer": ["Officer completing", "Completed by", "Officer"],
        "MG6C/officer": ["Disclosure officer", "Signed (disclosure officer)", "Officer"], "MG6D/officer": ["Disclosure officer", "Signed (disclosure officer)", "Officer"], "MG6E/officer": ["Disclosure officer", "Signed (disclosure officer)", "Officer"],
        "MG6D/reason": ["Reason for sensitivity"], "MG6E/items": ["Items that may assist or undermine", "Items to be drawn to attention", "Relevant items"], "MG6E/certificate": ["Certification", "Disclosure officer's certificate", "Certificate"],
        "MG7/grounds": ["Grounds for objecting to bail", "Grounds", "Objections to bail"], "MG7/facts": ["Facts in support", "Reasons and facts", "Supporting facts"],
        "MG11/name": ["Statement of", "Name of witness", "Witness"], "MG11/age": ["Age if under 18", "Age", "Age (if over 18 insert 'over 18')"], "MG11/occupation": ["Occupation", "Occupation of witness", "Employment"], "MG11/pages": ["Number of pages", "No. of pages", "Pages"],
        "MG11/signature": ["Signature", "Signed", "Signature of witness"], "MG11/date": ["Date", "Dated", "Date of signature"], "by": ["Signature witnessed by", "Taken by", "Statement taken by"],
        "MG15/person": ["Person interviewed", "Name of interviewee", "Interview of"], "MG15/when": ["Date and time of interview", "Interview commenced", "When interviewed"], "MG15/present": ["Persons present", "Others present", "Present"], "MG15/caution": ["Caution", "Caution given", "Cautioned"], "MG15/account": ["Account", "Account given", "Record"],
        "MG16/convictions": ["Convictions relied on", "Previous convictions", "Bad character evidence"], "MG16/gateway": ["Gateway", "Gateway and reasons", "Section 101 gateway"],
        "MG18/offences": ["Offences to be considered", "Other offences", "Offences admitted"], "MG18/signature": ["Signature of defendant", "Signed by defendant", "Defendant's signature"],
        "MG19/loss": ["Loss or injury", "Details of loss", "Amount claimed"], "MG19/evidence": ["Evidence of loss", "Supporting documents", "Proof of loss"],
        "MG21/exhibits": ["Exhibits submitted", "Items submitted", "Exhibit"], "MG21/points": ["Points to be proved", "What is to be established", "Examination required"],
    },
    "test": {
        "MG1/urn": ["Unique ref no", "Case reference (URN)", "File URN", "U.R.N."], "MG1/defendant": ["Accused", "Defendant's full name", "Surname and forenames of defendant", "Name of accused"], "MG1/officer": ["Case officer", "Investigating officer", "Officer dealing", "Officer in case"],
        "MG1/plea": ["Indicated plea", "Plea (if known)", "Plea anticipated at first hearing", "Expected plea"], "MG1/hearing": ["Date of first appearance", "Court date", "Hearing", "To appear at"],
        "MG2/witness": ["Name of vulnerable or intimidated witness", "Witness name", "Witness concerned", "Full name of witness"], "MG2/measures": ["Measures requested", "Type of special measure", "Application is for", "Special measure(s)"], "MG2/views": ["Witness's views", "Wishes of witness", "View of the witness on the measure", "Views"],
        "MG3/suspect": ["Suspect details", "Suspect name", "Name of person reported", "Suspect's name"], "MG3/offence": ["Suggested offence", "Charge(s) sought", "Offences reported", "Offence for decision"], "MG3/summary": ["Case outline", "Evidence summary", "Brief summary of case", "Summary"], "MG3/enquiries": ["Enquiries still to be made", "Action outstanding", "Reasonable lines of enquiry", "Enquiries"],
        "MG4/defendant": ["Accused", "Full name of accused", "Name", "To"], "MG4/charge": ["Details of charge", "Particulars of charge", "Charge 1", "Wording of charge"], "MG4/reply": ["Reply made", "Reply made to charge", "Reply of accused", "Any reply"], "MG4/bail": ["Bail status", "Remand status", "Disposal", "Bailed or detained"],
        "MG4A/conditions": ["Requirements imposed", "Conditions imposed", "You must", "List of conditions"], "MG4A/reasons": ["Reason for imposing", "Reasons given", "Imposed because", "Grounds for conditions"],
        "MG5/summary": ["Facts of the case", "Brief circumstances", "What happened", "Outline of the case"], "MG5/interview": ["Account in interview", "Interview summary", "Explanation given by defendant", "Interview of accused"], "MG5/other-evidence": ["Further evidence", "Visually recorded and other evidence", "Additional evidence", "Exhibits relied on"], "MG5/supervisor": ["Supervising officer", "Approved by (supervisor)", "Supervisory check", "Quality assured by"],
        "MG6/victim": ["Information about victim", "Victim details and needs", "Victim considerations", "The victim"], "MG6/credibility": ["Matters affecting credibility", "Reliability of witnesses", "Witness credibility", "Credibility"], "MG6/officer": ["Submitted by", "Form completed by", "Name of officer", "Reporting officer"],
        "MG6C/officer": ["Name of disclosure officer", "Scheduled by", "Reviewed by (disclosure officer)", "Signature of disclosure officer"], "MG6D/officer": ["Name of disclosure officer", "Scheduled by", "Reviewed by (disclosure officer)", "Signature of disclosure officer"], "MG6E/officer": ["Name of disclosure officer", "Reported by", "Reviewed by (disclosure officer)", "Signature of disclosure officer"],
        "MG6D/reason": ["Why sensitive"], "MG6E/items": ["Material which may undermine or assist", "Schedule item numbers", "Material to note", "Undermining or assisting material"], "MG6E/certificate": ["I certify that", "Certified", "Officer's certificate", "Declaration of disclosure officer"],
        "MG7/grounds": ["Remand sought because", "Reasons for seeking remand", "Exceptions to the right to bail", "Substantial grounds"], "MG7/facts": ["Information supporting", "Facts relied on", "Explanation", "Details"],
        "MG11/name": ["Full name", "Name", "Witness statement of", "Name of person making statement"], "MG11/age": ["Age / over 18", "Age of witness", "Over 18 or age", "Age (state if over 18)"], "MG11/occupation": ["Job", "Profession or occupation", "Occupation or status", "Present occupation"], "MG11/pages": ["Pages in statement", "Total pages", "Page count", "This statement has pages"],
        "MG11/signature": ["Witness signature", "Sign here", "Signed by witness", "Signature of maker"], "MG11/date": ["Date signed", "On", "Signed on", "Date made"], "by": ["Officer taking statement", "Signature of officer present", "Witnessed by", "Recorded by"],
        "MG15/person": ["Suspect interviewed", "Interviewee", "Name of person", "Who was interviewed"], "MG15/when": ["Start of interview", "Interview date/time", "Time and date", "Date, time commenced"], "MG15/present": ["Also in the room", "Those present", "Other persons present", "Names of those present"], "MG15/caution": ["Caution administered", "Was the person cautioned", "Caution details", "Under caution"], "MG15/account": ["Summary of what was said", "Interview notes", "Replies", "Content"],
        "MG16/convictions": ["Bad character relied upon", "Convictions to be adduced", "Misconduct relied on", "Previous"], "MG16/gateway": ["Relied on under", "Statutory gateway", "Gateway relied on", "Admissible because"],
        "MG18/offences": ["Offences to be taken into consideration", "List of offences", "TIC offences", "Further offences admitted"], "MG18/signature": ["Accused signs", "Signature of accused", "Acknowledged by (accused)", "Signed accused"],
        "MG19/loss": ["Compensation for", "Particulars of loss", "Value of loss", "Loss, damage or injury"], "MG19/evidence": ["Documents in support", "Verified by", "How loss is shown", "Evidence attached"],
        "MG21/exhibits": ["Items for examination", "Exhibit sent", "Submitted items", "Items"], "MG21/points": ["Questions for the laboratory", "Purpose of examination", "What is hoped to be shown", "Examination sought"],
    },
}
OTHER_LABELS = {
    "dev": {"force": "Force", "station": "Station", "notes": "Applications and remarks", "bail1": "Bail", "time": "Time of charge", "office": "For office use", "to": "Destination", "defendant": "Defendant", "number": "Schedule number", "born": "Date of birth"},
    "test": {"force": "Police area", "station": "Custody office", "notes": "Ancillary matters", "bail1": "Status", "time": "Charged at", "office": "Court use only", "to": "Sent to", "defendant": "Case against", "number": "Sheet", "born": "Born on"},
}
TITLES = {
    "dev": {"MG1": "File front sheet", "MG2": "Special measures assessment", "MG3": "Report to Crown Prosecutor", "MG4": "Charge sheet", "MG4A": "Conditional bail form", "MG5": "Police report", "MG6": "Case file evidence and information", "MG6C": "Schedule of non-sensitive unused material",
            "MG6D": "Schedule of sensitive material", "MG6E": "Disclosure officer's report", "MG7": "Remand application", "MG9": "Witness list", "MG10": "Witness non-availability", "MG11": "Witness statement", "MG12": "Exhibit list", "MG15": "Record of interview", "MG16": "Evidence of defendant's bad character",
            "MG18": "Offences taken into consideration", "MG19": "Compensation claim", "MG21": "Submission of work for scientific examination"},
    "test": {"MG1": "Front sheet", "MG2": "Initial witness assessment", "MG3": "Report for a charging decision", "MG4": "Charges preferred", "MG4A": "Bail: grant with conditions", "MG5": "Case summary", "MG6": "Case file information", "MG6C": "Police schedule of relevant non-sensitive unused material",
             "MG6D": "Police schedule of relevant sensitive unused material", "MG6E": "Report of the disclosure officer", "MG7": "Application for remand in custody", "MG9": "List of witnesses", "MG10": "Dates on which witnesses cannot attend", "MG11": "Statement of witness", "MG12": "List of exhibits", "MG15": "Interview record",
             "MG16": "Bad character and dangerous offender information", "MG18": "TIC schedule", "MG19": "Compensation form", "MG21": "Forensic submission"},
}
# the words of lists
COLUMNS = {
    "dev": {"MG9": ["Witness", "Occupation", "Statement"], "MG10": ["Witness", "Dates not available"], "MG12": ["Ref", "Description", "Producer", "Location"], "MG6C": ["Item", "Description", "Location"], "MG6D": ["Item", "Description", "Reason for sensitivity"]},
    "test": {"MG9": ["Full name", "Employment", "Evidence given by"], "MG10": ["Name", "Cannot attend on"], "MG12": ["Exhibit no", "Article", "Produced by", "Kept at"], "MG6C": ["No", "Material", "Held"], "MG6D": ["No", "Material", "Why sensitive"]},
}
# whole, half: none of the two halves of rule 16.2 may be lacking
DECLARATIONS = {
    "dev": (["This statement (consisting of {pages} page(s) each signed by me) is true to the best of my knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be false, or do not believe to be true.",
             "I declare that what is written here is true to the best of my knowledge and belief. I understand that I may be prosecuted if it is put in evidence and I have wilfully stated anything in it that I know to be false or do not believe to be true."],
            ["This statement is true to the best of my knowledge and belief.", "I have read the above and it is correct."]),
    "test": (["This statement, which has {pages} page(s), is true to the best of my knowledge and belief. I make it in the knowledge that, if it is tendered in evidence, I am liable to prosecution if I have wilfully stated in it anything which I know to be false or do not believe to be true.",
              "What I say below is true as far as I know and believe; I know that I can be prosecuted if this statement is used in evidence and I have said in it, on purpose, anything I knew was untrue or did not believe."],
             ["What is said in this statement is true as far as I know and believe.", "I make this statement of my own free will. I have been told that I can add, alter or correct anything I wish."]),
}
# what the papers say when another form is wanted, and what they say when it is not
ASKED = {
    "dev": {"MG3": ["The decision to charge was made by a Crown Prosecutor.", "A prosecutor authorised the charge."], "MG2": ["{V} is an intimidated witness and asks for special measures.", "The witness {V} is vulnerable; special measures are sought."],
            "MG16": ["An application to adduce bad character will be made.", "The prosecution is asked to adduce the defendant's bad character."], "MG18": ["The defendant asks for two other offences to be taken into consideration.", "There are offences to be taken into consideration."],
            "MG19": ["Compensation is claimed.", "The victim asks for compensation."], "MG21": ["Exhibit {e3} has been sent to the laboratory for examination.", "A forensic submission has been made for {e3}."], "MG7": ["A remand in custody is sought.", "The court will be asked to remand the defendant in custody."]},
    "test": {"MG3": ["Charging advice: a prosecutor has directed that the suspect be charged.", "Charged on the authority of a Crown Prosecutor."], "MG2": ["{V} has been assessed as vulnerable and wants special measures.", "{V} is in fear of giving evidence; an application for special measures is to be made."],
             "MG16": ["Bad character: yes, to be relied on.", "We ask that previous convictions go in as bad character."], "MG18": ["He wishes two further offences to be taken into consideration.", "TICs: two, admitted."],
             "MG19": ["An order for compensation is requested.", "Compensation: yes, figures supplied."], "MG21": ["{e3} was submitted for forensic examination.", "The item {e3} is with the forensic laboratory."], "MG7": ["Remand in custody requested.", "Police ask that bail be refused and that the defendant be remanded in custody."]},
}
NOT_ASKED = {
    "dev": {"MG2": ["No special measures are needed: the witnesses are content to be seen in court."], "MG16": ["No bad character application will be made."], "MG18": ["There is nothing to be taken into consideration."], "MG19": ["No compensation is claimed."], "MG21": ["Nothing was sent for forensic examination."], "MG17": ["Confiscation is not asked for."]},
    "test": {"MG2": ["Special measures: none required."], "MG16": ["Bad character: none to be relied on."], "MG18": ["TICs: none."], "MG19": ["Compensation not sought by the victim."], "MG21": ["Forensic work: not applicable."], "MG13": ["No order on conviction is sought."]},
}
# values that are short and say that there is nothing, which is an answer
NOTHING = {
    "dev": {"MG4/reply": ["No reply", "None made", "\"I have nothing to say\""], "MG6/credibility": ["Nothing known", "None. All are of good character.", "Nil"], "MG6E/items": ["None", "I have found none"], "MG10": ["None", "No dates to avoid"], "MG6D": ["There is no sensitive material"], "MG3/enquiries": ["None outstanding", "Nil; witnesses have been seen"]},
    "test": {"MG4/reply": ["Made no reply", "Nothing said", "\"It wasn't me\""], "MG6/credibility": ["No matters known", "N/A, checks made and no trace", "There is nothing to report"], "MG6E/items": ["Nil return", "There are no such items"], "MG10": ["Available throughout", "None given: can attend at any time"], "MG6D": ["Nil sensitive material"], "MG3/enquiries": ["None", "All completed"]},
}
TEXT = {
    "dev": {
        "MG2/measures": "Screens in court", "MG2/views": "Would feel safer if the defendant could not be seen", "MG4A/reasons": "To prevent further offences and protect the witnesses", "MG6/victim": "{V} supports the prosecution and has been offered a personal statement", "MG6E/certificate": "I have reviewed all the material and listed what is relevant",
        "MG7/grounds": "Fear of further offences and of interference with witnesses", "MG7/facts": "Failed to attend court in May 2023 and has no settled address", "MG15/caution": "Given in full and understood", "MG16/gateway": "Section 101(1)(d) of the Criminal Justice Act 2003, propensity", "MG18/offences": "1. Theft of a bicycle, June 2024. 2. Theft of a drill, July 2024.",
        "unconditional": "Unconditional bail", "conditional": "Conditional bail", "custody": "Kept in custody for the next court", "other": "See the exhibits produced by the witnesses.", "spoken": "A passer-by who was spoken to had seen nothing; no statement was taken from that person.", "unused": [["Incident log of the call", "control room"], ["Duty roster of the station", "station"], ["Notebook of the officer who took the call", "officer"]],
        "sensitive": ["Intelligence log about an address", "Would show how the police learn of such things"], "further": "Further to my earlier statement, I can say that I was shown {e3} at the police station. I am willing to go to court.", "noevidence": "No exhibit is produced by this witness.", "marked": "First marked {old}, now marked {e2}.",
    },
    "test": {
        "MG2/measures": "Evidence by live link", "MG2/views": "Asks for the link, has seen the court", "MG4A/reasons": "So that witnesses are left alone and bail is answered", "MG6/victim": "{V} has been told of the charge and wants to be kept informed", "MG6E/certificate": "to my knowledge all that was gathered and may be relevant has been shown to the prosecutor or listed",
        "MG7/grounds": "Would not surrender to bail and would offend again", "MG7/facts": "Two convictions for failing to surrender; was on bail at the time", "MG15/caution": "Yes, in the usual words; said it was understood", "MG16/gateway": "s 101(1)(d) CJA 2003: matter in issue between the parties", "MG18/offences": "(i) Stealing petrol, 3 May 2024; (ii) stealing a coat, 9 August 2024",
        "unconditional": "Released on bail without conditions", "conditional": "Released on bail with conditions", "custody": "Detained to appear in court", "other": "Exhibits are dealt with in the statements.", "spoken": "House to house enquiries found one further person, who could not help and has made no statement.", "unused": [["Record of the first telephone call", "control room"], ["Crime report and log of actions", "records system"], ["Draft of a press appeal", "press office"]],
        "sensitive": ["Message from a member of the public", "The caller asked for no contact and could be traced"], "further": "I wish to add to what I said before. An officer let me see {e3}. I will attend court if I am needed.", "noevidence": "I have nothing to produce.", "marked": "It carried the mark {old} at first and is now {e2}.",
    },
}
MONTHS = "January February March April May June July August September October November December".split()


def ordinal(n):
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


DATES = {
    "long": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", "slash": lambda d: f"{d.day:02}/{d.month:02}/{d.year}", "short": lambda d: f"{d.day:02}/{d.month:02}/{d.year % 100:02}", "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}", "ordinal": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}", "of": lambda d: f"the {ordinal(d.day)} day of {MONTHS[d.month - 1]} {d.year}", "abbreviated": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}", "iso": lambda d: d.isoformat(), "caps": lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
    "nozero": lambda d: f"{d.day}/{d.month}/{d.year % 100:02}", "dashes": lambda d: f"{d.day:02}-{d.month:02}-{d.year}", "abbrspace": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}", "weekdayth": lambda d: f"{'Mon Tues Wednes Thurs Fri Satur Sun'.split()[d.weekday()]}day, {ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
}
TIMES = {
    "colon": lambda h, m: f"{h:02}:{m:02}", "hours": lambda h, m: f"{h:02}{m:02} hours", "dot": lambda h, m: f"{(h - 1) % 12 + 1}.{m:02}{'am' if h < 12 else 'pm'}", "colonhours": lambda h, m: f"{h:02}:{m:02} hours", "spaced": lambda h, m: f"{(h - 1) % 12 + 1}:{m:02} {'a.m.' if h < 12 else 'p.m.'}", "hrs": lambda h, m: f"{h:02}{m:02}hrs",
    "hrsspace": lambda h, m: f"{h:02}{m:02} hrs",
}
