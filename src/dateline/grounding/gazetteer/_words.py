"""Word tables of English place phrases: general nouns, never names."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CITY_NOUNS: Final = _set(
    "city town village capital port hamlet settlement township cities towns villages enclave resort hometown "
    "municipality metropolis stronghold oasis exclave"
)
AREA_NOUNS: Final = _set(
    "neighborhood neighbourhood suburb suburbs quarter section slum slums borough outskirts downtown "
    "neighborhoods neighbourhoods ward shantytown"
)
PROVINCE_NOUNS: Final = _set("province governorate state oblast prefecture canton republic territory provinces")
DISTRICT_NOUNS: Final = _set("district county subdistrict rayon raion districts")
REGION_NOUNS: Final = _set(
    "region area areas valley mountains mountain desert coast coastline border frontier peninsula island islands "
    "border-area river strip heartland north south east west plain delta steppe forest countryside regions "
    "plateau badlands mainland interior hinterland basin archipelago"
)
SEA_NOUNS: Final = _set("sea ocean gulf strait bay channel straits waters")
COUNTRY_NOUNS: Final = _set("country nation homeland kingdom countries nations motherland")
SITE_NOUNS: Final = _set(
    "academy airbase airfield airport airstrip airspace apartment arena avenue bank bar barracks base bases "
    "bazaar beach boulevard bridge building buildings bunker bus cafe café camp campus castle cathedral cemetery "
    "center centre chamber chapel checkpoint checkpoints church cinema circle clinic club college complex "
    "compound consulate convent corner council court courthouse courtroom crossing crossroads dam depot dock "
    "embassy estate facility factory farm field festival fort fortress garden gate grave ground grounds hall "
    "headquarters highway hill home homes hospital hostel hotel house houses institute intersection jail junction "
    "laboratory law library line mall mansion market marketplace memorial mill mine ministry monastery monument "
    "morgue mosque museum nightclub office offices oilfield outpost palace park parliament pipeline plant plaza "
    "police-station pool post prefecture prison pub refinery residence restaurant rig road roads roundabout "
    "runway school schools seminary shelter ship shop shrine site square stadium station statue store street "
    "streets studio subway supermarket synagogue temple terminal theater theatre tomb tower towers track train "
    "tunnel university venue villa wall warehouse workshop yard zoo"
)
# Behind a name, these are its last part and no town of their own: "Baengnyong Island", "Stonewall Airport".
KIND_NOUNS: Final = SITE_NOUNS | AREA_NOUNS | REGION_NOUNS | CITY_NOUNS | SEA_NOUNS
# What the names of streets and squares begin with abroad: "Rue Victor Hugo" lies neither in Rue nor in Hugo.
STREETS: Final = _set(
    "rue avenue avenida calle carrer via viale corso rua boulevard bulevar rambla plaza piazza praça jalan ulitsa"
)
# Nouns that say nothing of where: a phrase with no more than these is no place.
NO_PLACE: Final = _set(
    "scene area areas home border region place places location locations site sites here there elsewhere spot "
    "ground front abroad overseas line frontier outside inside zone everywhere somewhere world"
)
# Nouns of gatherings and periods: "a conference in Turkey" happens in Turkey, the conference is not the place.
EVENT_NOUNS: Final = _set(
    "conference summit meeting rally race talks session speech ceremony funeral visit trip tour campaign protest "
    "match game forum demonstration hearing trial marathon interview swathe number part parts lot locales cities "
    "towns villages places locations areas streets outskirts heart middle edge center centre outside much most "
    "sections pockets hotbeds strongholds rest majority east west north south interior segment segments site "
    "sites universities"
)
DIRECTIONS: Final = _set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-east north-west south-east south-west "
    "north-eastern north-western south-eastern south-western downtown upper lower mid midtown inner outer coastal "
    "rural"
)
LEADING: Final = _set(
    "in at near outside inside around across from to on off along throughout within over into through between "
    "towards toward of by atop above behind beside opposite against the a an his her their its this that these "
    "those some several many both all two three our my your another one elsewhere just and parts much most part "
    "areas streets nearby neighbouring neighboring beyond under via up down out front main then"
)
# Words that join parts of one name; they may be lower-case inside a name.
JOINERS: Final = _set(
    "of de del la le les el al ez ul ur e i y da do dos du des der van von am an sur upon on the bin abu ibn und and"
)
ARTICLES: Final = _set("al el ul as es ash esh ar er at et ath ad ed adh an en az ez")
PREPOSITIONS: Final = _set(
    "in at near outside inside around across from to into off throughout within of over towards toward"
)
TITLES: Final = _set(
    "mr mrs ms miss dr president minister general gen colonel col lt sgt sergeant major maj captain capt judge "
    "justice senator sen representative rep governor gov mayor king queen prince princess sheikh shaikh imam "
    "ayatollah mullah sir lord lady pope bishop archbishop rabbi professor prof secretary ambassador chancellor "
    "premier officer detective agent private corporal commander brigadier admiral spokesman spokeswoman "
    "spokesperson analyst director chairman rev reverend father saint coach attorney lawyer"
)
# What follows a person's name, not a place's.
SPEECH_VERBS: Final = _set("said says told added asked wrote tweeted argued replied explained recalled testified")
# English words that are town names somewhere; alone they are never taken for a place without support.
COMMON_WORDS: Final = _set(
    "reading mobile nice bath most march police orange same split bay of man best normal hope independence "
    "liberty union enterprise surprise success why accident boring hell eden early young price long short rich "
    "king post media hot cold news center central western eastern northern southern north south east west "
    "university hospital general church court time star sun moon new old big little great english house street "
    "park spring summer winter fall friday monday tuesday wednesday thursday saturday sunday january february "
    "april may june july august september october november december today yesterday tomorrow first second third "
    "one two three muslim islam islamic christian jewish sunni shia taliban arab army force forces guard state "
    "united national international us republic democratic party reuters ap afp associated press bbc cnn al but "
    "the this that these they he she it his her their we our you your there when where what who how after before "
    "if in on at for from with by an and or as is was are not no yes mission crown delta golden batman bomb buy "
    "gas god hero hall ball bell ham eye fair field foul grand green hill ice iron jet key law male metal mine "
    "need oil opera order page pearl peace plain power prison queen rebel rice ring rock rose sale salt sand save "
    "sea see show silver sky snow speed stone strong sugar sweet tank tea top town tree true van victory wall war "
    "water weed well white wild wind wise wood world worth son both bad ban bar born can cat cut day date dog dot "
    "due dum end ede eat far gay give got gun had has him hit ill jam job kill lab let lost love low mad map men "
    "met mix mud net nor now out owl pen per pop put rat red rid run sad say shy sir six ski tab tag tax ten tie "
    "toy try use via way web win yet zip kong sham banks parks foster olympic olympics metro christmas easter "
    "ramadan thanksgiving halloween la le el secretary trooper"
)
# Nouns of bodies that bear the name of their place: "Springfield Police", "Ohio Legislature".
BODY_NOUNS: Final = _set(
    "police council county city sheriff department board district schools school university college authority "
    "government senate house assembly parliament legislature court courts hospital airport commission committee "
    "chamber club association coalition alliance township fire community public state regional central area "
    "metropolitan municipal international elementary middle high county's medical health library museum park "
    "ministry office bureau agency army navy air force national federation football team news times herald post"
)
# Nouns of people who come from the place that is named before them: "a Denver man".
PEOPLE_NOUNS: Final = _set(
    "man woman men women resident residents native teen teenager boy girl couple mother father student students "
    "mayor lawyer attorney officials official officer officers authorities voters families family people "
    "councilman councilwoman firefighters lawmakers senator senators businessman doctor teacher teachers"
)
WATER_NOUNS: Final = _set(
    "river lake creek bay lakes rivers mountain mountains mount island islands valley beach hills"
)
