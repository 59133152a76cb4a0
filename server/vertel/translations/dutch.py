"""The texts of what the employer can see, in Dutch. The English ones stand in the schemas and beside the rules.

A text that changed in English is missing here, and a test says so: then its Dutch has to be looked at again.
"""

DUTCH = {
    # What a document is.
    "A colleague reacted to a suggestion.": "Een collega reageerde op een suggestie.",
    "A colleague sent in an idea.": "Een collega stuurde een idee in.",
    "Colleagues shared a suggestion: so often since it was last told. Told once a day, and only of five or more.": (
        "Collega's deelden een suggestie: zo vaak sinds dat voor het laatst verteld werd. Eén keer per dag, en alleen"
        " als het er vijf of meer waren."
    ),
    "An idea and what became of it. Its sender and the editors read the same.": (
        "Een idee en wat ervan geworden is. Wie het instuurde en de redactie lezen hetzelfde."
    ),
    "A page of ideas.": "Een bladzijde met ideeën.",
    "A page of the suggestions with which something happened in a period.": (
        "Een bladzijde met suggesties waarmee in een periode iets gebeurde."
    ),
    "Clicks over time, with the shares and applications beside them.": (
        "Kliks door de tijd heen, met daarnaast hoe vaak er gedeeld en gesolliciteerd is."
    ),
    "What colleagues say about a suggestion, as editors read it: numbers, and words without names unless signed.": (
        "Wat collega's van een suggestie vinden, zoals de redactie het leest: aantallen, en woorden zonder naam,"
        " behalve van wie zijn naam erbij zette."
    ),
    "What was shared and clicked in a period. The totals are never withheld.": (
        "Wat er in een periode gedeeld en geklikt is. De totalen worden altijd getoond."
    ),
    # What a field says.
    "The name of the colleague who signed it; null when it is not signed.": (
        "De naam van wie zijn naam erbij zette; leeg als er geen naam bij staat."
    ),
    "What they wrote.": "Wat ze schreven.",
    "What they wrote; null when they sent a photo alone.": "Wat ze schreven; leeg als ze alleen een foto stuurden.",
    "Whether they like it.": "Of ze het leuk vinden.",
    "Why not.": "Waarom niet.",
    "Clicks divided by shares; null when withheld or without shares.": (
        "Kliks gedeeld door het aantal keren delen; leeg als het niet getoond wordt of als er niets gedeeld is."
    ),
    "Clicks divided by shares; null without shares.": (
        "Kliks gedeeld door het aantal keren delen; leeg als er niets gedeeld is."
    ),
    "How many colleagues gave this reason.": "Hoeveel collega's deze reden gaven.",
    "How many colleagues like it; null when withheld.": (
        "Hoeveel collega's het leuk vinden; leeg als het niet getoond wordt."
    ),
    "How many colleagues say that it is not for them; null when withheld.": (
        "Hoeveel collega's zeggen dat het niets voor hen is; leeg als het niet getoond wordt."
    ),
    "How often a caption was inserted or copied.": "Hoe vaak een tekst ingevoegd of gekopieerd is.",
    "How often a caption was inserted or copied; null when withheld.": (
        "Hoe vaak een tekst ingevoegd of gekopieerd is; leeg als het niet getoond wordt."
    ),
    "How often people followed a tracked link.": "Hoe vaak mensen een getelde link volgden.",
    "How often people followed a tracked link; null when withheld.": (
        "Hoe vaak mensen een getelde link volgden; leeg als het niet getoond wordt."
    ),
    "How often somebody who had followed a link applied.": (
        "Hoe vaak iemand die een link volgde daarna solliciteerde."
    ),
    "How often somebody who had followed a link applied, as the careers site reported; null when withheld.": (
        "Hoe vaak iemand die een link volgde daarna solliciteerde, zoals de vacaturesite meldde;"
        " leeg als het niet getoond wordt."
    ),
    "In their own words.": "In eigen woorden.",
    "Photos.": "Foto's.",
    "The day on which it was sent in.": "De dag waarop het ingestuurd is.",
    "The day; of unsigned feedback the Monday of its week.": (
        "De dag; van een reactie zonder naam de maandag van die week."
    ),
    "The idea, or a line to go with the photo.": "Het idee, of een regel bij de foto.",
    "Their name.": "Hun naam.",
    "Their team's name.": "De naam van hun team.",
    "What they say.": "Wat ze zeggen.",
    "What they think of it.": "Wat ze ervan vinden.",
    "Who is shown or named, and until when they agree to it.": (
        "Wie erop staat of genoemd wordt, en tot wanneer diegene dat goed vindt."
    ),
    "Why it is not for them.": "Waarom het niets voor hen is.",
    # What is held.
    "What you signed and the company's own programs were told, by a webhook that an admin set up.": (
        "Waar je je naam bij zette en wat programma's van het bedrijf daarvan te horen kregen, via een webhook die een"
        " beheerder instelde."
    ),
    "So that a program that was away hears of it all the same.": (
        "Zodat een programma dat er even niet was het toch te horen krijgt."
    ),
    "30 days, or until you are erased. What was sent by then is with the company.": (
        "30 dagen, of tot je gewist bent. Wat dan al verstuurd is, ligt bij het bedrijf."
    ),
    "Your name, address, role, team, location and languages, and what you set here: snooze, and counting or not.": (
        "Je naam, adres, rol, team, locatie en talen, en wat je hier instelt: even stil, en wel of niet meetellen."
    ),
    "To let you in, and to show you what is close to your work.": (
        "Om je binnen te laten, en om je te tonen wat dicht bij je werk ligt."
    ),
    "Until you are erased.": "Tot je gewist wordt.",
    "When you signed in and when that ended; of the keys that go with it only a fingerprint.": (
        "Wanneer je je aanmeldde en wanneer dat eindigde; van de sleutels die erbij horen alleen een vingerafdruk."
    ),
    "To keep you signed in, and to sign you out everywhere at once.": (
        "Om je aangemeld te houden, en om je overal tegelijk af te kunnen melden."
    ),
    "Until when a code to start with was good and when it was used; of the code only a fingerprint.": (
        "Tot wanneer een startcode geldig was en wanneer die gebruikt is; van de code alleen een vingerafdruk."
    ),
    "So that a code is used once.": "Zodat een code maar één keer gebruikt wordt.",
    "Your personal links, where they lead, and how often people followed each.": (
        "Je persoonlijke links, waar ze heen leiden, en hoe vaak mensen elk ervan volgden."
    ),
    "So that you see what came of what you shared.": "Zodat je ziet wat er kwam van wat je deelde.",
    "Until you are erased. The links go on working after that, without you.": (
        "Tot je gewist wordt. De links blijven daarna werken, zonder jou."
    ),
    "Which captions you inserted or copied and when, with which link, and how much was still word for word.": (
        "Welke teksten je invoegde of kopieerde en wanneer, met welke link, en hoeveel er nog letterlijk in stond."
    ),
    "So that you see it, thanks reach you, and colleagues are offered what was used less.": (
        "Zodat jij het ziet, een bedankje je bereikt, en collega's eerst zien wat nog weinig gebruikt is."
    ),
    "Until you are erased. After that it is a number of nobody in particular.": (
        "Tot je gewist wordt. Daarna is het een aantal, van niemand in het bijzonder."
    ),
    "What you think of suggestions and why, whether you signed, and the week; the day if you signed.": (
        "Wat je van suggesties vindt en waarom, of je naam erbij staat, en de week; met je naam erbij de dag."
    ),
    "So that you can change it and take it back, and editors learn from it.": (
        "Zodat je het kunt veranderen en terugnemen, en de redactie ervan leert."
    ),
    "Until you take it back or are erased. After that your words are gone; a like stays as a number of nobody.": (
        "Tot je het terugneemt of gewist wordt. Daarna zijn je woorden weg; wat je ervan vond telt mee, van niemand."
    ),
    "Ideas that you sent in, with photos, who is in them and what was said; the day, and no finer time.": (
        "Ideeën die je instuurde, met foto's, wie erop staat en wat erover gezegd is; de dag, en niets preciezers."
    ),
    "So that editors can answer you, whether you signed or not.": (
        "Zodat de redactie je kan antwoorden, met of zonder je naam erbij."
    ),
    "Until you withdraw them or are erased. A suggestion that was made of one stays, without you.": (
        "Tot je ze intrekt of gewist wordt. Een suggestie die ervan gemaakt is blijft, zonder jou."
    ),
    "Photos that you uploaded: the picture itself without what the camera adds, and the day.": (
        "Foto's die je uploadde: het beeld zelf zonder wat de camera eraan toevoegt, en de dag."
    ),
    "So that nobody but you and editors sees a photo before it is in a suggestion.": (
        "Zodat alleen jij en de redactie een foto zien voordat die in een suggestie staat."
    ),
    "Three days at most when not sent in, else as long as the idea. In a suggestion it stays, without you.": (
        "Hoogstens drie dagen als je hem niet instuurt, anders zo lang als het idee. In een suggestie blijft hij,"
        " zonder jou."
    ),
    "What you saved for later, and what you hid.": "Wat je bewaarde voor later, en wat je verborg.",
    "To show it to you, and to leave it out.": "Om het je te tonen, en om het weg te laten.",
    "Until you take it away or are erased.": "Tot je het weghaalt of gewist wordt.",
    "Answers that the server gave you.": "Antwoorden die de server je gaf.",
    "So that something that is sent twice happens once.": "Zodat iets wat twee keer verstuurd wordt één keer gebeurt.",
    "Three days.": "Drie dagen.",
    "Suggestions that show or name somebody of your name, and until when that is agreed to.": (
        "Suggesties waar iemand met jouw naam op staat of in genoemd wordt, en tot wanneer dat goed is."
    ),
    "So that nobody is shown who did not agree.": "Zodat niemand getoond wordt die dat niet goed vindt.",
    "As long as editors keep the suggestion. Being erased does not change it: tell them.": (
        "Zolang de redactie de suggestie houdt. Gewist worden verandert dat niet: zeg het hun."
    ),
    "That colleagues' ideas show or name somebody of your name, and until when that is agreed to.": (
        "Dat er iemand met jouw naam in ideeën van collega's staat, en tot wanneer dat goed is."
    ),
    "As long as that colleague leaves the idea. Being erased does not change it: tell the editors.": (
        "Zolang die collega het idee laat staan. Gewist worden verandert dat niet: zeg het de redactie."
    ),
    # What is set.
    "To how much the time of a click is cut down before it is stored.": (
        "Tot hoeveel de tijd van een klik afgerond wordt voordat die opgeslagen wordt."
    ),
    "How long each single click is kept. What clicks add up to by hour and day stays.": (
        "Hoe lang elke losse klik bewaard wordt. Wat kliks per uur en per dag optellen blijft."
    ),
    "Whether visitors who ask not to be tracked are counted.": (
        "Of bezoekers die vragen om niet gevolgd te worden meegeteld worden."
    ),
    "For how long a visitor who follows the same link again is not counted again.": (
        "Hoe lang een bezoeker die dezelfde link nog eens volgt niet opnieuw geteld wordt."
    ),
    "After how long without use you are signed out.": "Na hoe lang je wordt afgemeld als je Vertel niet gebruikt.",
    "How long a code to start with is good.": "Hoe lang een startcode geldig is.",
    "How long answers are kept for repeated requests.": (
        "Hoe lang antwoorden bewaard worden voor iets wat nog eens verstuurd wordt."
    ),
    "minutes": "minuten",
    "days": "dagen",
    "seconds": "seconden",
    "for ever": "voor altijd",
    "yes": "ja",
    "no": "nee",
}
"""English -> Dutch."""
