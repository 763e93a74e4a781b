"""The words by which the parts of an incident are told: general vocabulary, grouped by the set fills of the task."""

from __future__ import annotations

import re
from typing import Final


def _any(words: str) -> re.Pattern[str]:
    """A pattern for any of the words; "*" stands for further letters, "_" for a space in a phrase."""
    parts = [re.escape(word).replace(r"\*", r"[\w-]*").replace("_", r"[\s-]+") for word in words.split()]
    return re.compile(rf"\b(?:{'|'.join(sorted(parts, key=len, reverse=True))})\b", re.IGNORECASE)


# Kinds of incident, by the words of the mentions; the first that fits counts.
KIDNAPPING: Final = _any("kidnap* abduct* hostage* captive captivity captors disappearance")
ARSON: Final = _any("arson* burn burned burnt burning torched set_fire set_ablaze set_on_fire setting_fire incendiary")
BOMBING: Final = _any(
    "bomb* dynamit* explo* detonat* blast* blew blown blow_up blowing grenade* car-bomb* carbomb* mine* fragmentation"
)
ROBBERY: Final = _any(
    "rob robbed robbery robberies steal stole stolen stealing loot* sack sacked plunder* holdup held_up"
)
STOPPAGE: Final = _any("armed_strike forced_strike work_stoppage transportation_strike armed_stoppage")
SABOTAGE: Final = _any("sabotag*")
AERIAL: Final = _any(
    "aerial air_raid* airstrike* air_force warplane* aircraft helicopter* plane* strafe* bombard* bombing_raid*"
)
CLASH: Final = _any("clash* combat* fighting battle* skirmish* confrontation* fought ambush* offensive repel*")
HARM: Final = _any(
    "kill* murder* assassin* attack* massacre* shot shoot* shooting slain slay* execut* dead died death* wound* injur* "
    "kidnap* abduct* bomb* explo* dynamit* blast* detonat* blow* blew burn* torch* arson destroy* sabotag* machinegun* "
    "strafe* ambush* rob* stole loot* tortur* rape* grenade* riddled gunned harass* hit storm* raid* mutilat* behead* "
    "hostage* crime* set_fire damag* blown opened_fire"
)
DEATH: Final = _any(
    "kill* murder* assassin* massacre* slain execut* dead died die deaths? death* lifeless bod* corpse* fatal* genocide "
    "mutilated behead* martyr* lost_their_lives perish*"
)
INJURY: Final = _any("wound* injur* hurt hospitali* maim* burns")
UNHURT: Final = _any(
    "unharmed unhurt uninjured unscathed no_victims no_casualties no_injuries no_one_was_injured no_one_was_hurt escaped "
    "were_no_injuries were_no_casualties not_injured not_hurt not_wounded nobody_was_injured safe_and_sound survived"
)
NOBODY_HURT: Final = _any(
    "no_victims no_casualties no_injuries without_casualties without_victims no_one_was_hurt no_one_was_injured "
    "nobody_was_injured nobody_was_hurt no_loss_of_life no_reports_of_casualties no_reports_of_victims no_dead"
)
FREED: Final = _any("released freed rescued liberated release regained_their_freedom set_free")
DESTROYED: Final = _any("destroy* demolish* blown_up blew_up gutted leveled razed destruction")
DAMAGED: Final = _any("damag* burn* shattered set_fire set_ablaze fire wreck* riddled hit torched broke")
UNDAMAGED: Final = _any(
    "no_damage no_material_damage without_damage did_not_explode deactivat* defused failed_to_explode"
)
ATTEMPT: Final = _any(
    "attempt* tried thwart* foil* deactivat* defus* unsuccessful* failed prevented_from averted frustrat* disarmed"
)
OLD: Final = _any("recall* anniversary years_ago ago_years")

CLAIMED: Final = _any("claimed claim* credit admitted acknowledged_having claiming")
SUSPECTED: Final = _any(
    "suspect* accus* blam* alleg* presum* apparent* attribut* believed charged charges reportedly supposed* held_responsible "
    "implicat* possib* linked"
)
AUTHORITY: Final = {"official", "police", "military"}

# Who did it.
STATE: Final = _any(
    "soldier* troops army armies military armed_forces air_force police policem* guardsm* battalion* brigade* government "
    "national_guard treasury_police death_squad* deathsquad* paramilitar* regime security_forces navy marines officers? "
    "lieutenant* colonel* infantry patrol* junta repressive"
)
IRREGULAR: Final = _any(
    "guerrilla* guerilla* rebel* terroris* subversiv* insurgent* extremist* fmln farc eln m-19 epl mrta urng sendero "
    "shining_path extraditable* cartel* trafficker* drug* mafia* narco* commando* gunm* hitm* assassin* kidnapper* urban "
    "militia* front leftist* liberation unidentified hooded masked armed_men bandit* criminal* delinquent* contra contras"
)
OUTLAW_TARGET: Final = _any(
    "guerrilla* guerilla* rebel* terrorist* subversive* insurgent* extremist* trafficker* kidnapper* assassin* gunmen "
    "hitmen contras enemy enemies fmln attackers assailants mercenar* capo* kingpin*"
)
ORGANISATION: Final = _any(
    "front army movement path cartel* mafia* organi?ation group squad* forces force liberation command union party alliance "
    "luminoso federation police government battalion brigade corps gang regime military mrta m-19 extraditables commandos"
)

# People, from the words that describe them.
MILITARY: Final = _any(
    "soldier* troops army military troop sergeant colonel captain lieutenant general major officer* armed_forces infantry "
    "battalion* brigade marine* navy conscript* cadet* cavalry"
)
POLICE: Final = _any(
    "police* policem* patrolm* guardsm* national_guard detective* carabinero* civil_defense* gendarme*"
)
GUARD: Final = _any("bodyguard* guard guards escort* watchm* security_guard* security_agent* security_officer*")
LEGAL: Final = _any("judge* magistrate* lawyer* attorney* prosecutor* justice judicial investigator* jurist* court")
DIPLOMAT: Final = _any("ambassador* diplomat* consul consuls attache* embassy charge_d'affaires")
OFFICIAL: Final = _any(
    "president minister* mayor* governor* secretary vice* official* cabinet senator* deputy deputies congressm* "
    "councilm* government legislator* prefect councillor* councilor* attorney_general justice_minister authorities"
)
POLITICAL: Final = _any(
    "candidate* leader* politician* party hopeful* activist* militant* member_of_the member_of_parliament union_patriotica "
    "patriotic_union"
)
FORMER: Final = _any("former ex-* retired")
CLERGY_OR_PEOPLE: Final = _any(
    "priest* jesuit* nun nuns bishop* monsignor msgr archbishop father missionar* rector clergym* pastor* religious "
    "people person persons individual* peasant* farmer* worker* civilian* citizen* resident* villager* inhabitant* man men "
    "woman women child children boy* girl* baby minor* student* teacher* professor* journalist* reporter* newsm* "
    "correspondent* cameram* photographer* editor* engineer* doctor* nurse* technician* employee* driver* passenger* "
    "businessm* industrialist* banker* rancher* cattlem* merchant* vendor* seller* landowner* owner* manager* director* "
    "wife husband son sons daughter* brother* sister* mother* family families relative* cook cooks maid* servant* passer* "
    "bystander* pedestrian* tourist* refugee* indian* native* leader* unionist* victim* minework* miner* seam* sailor* "
    "fisherm* anthropologist* coordinator* executive* president mayor* councilm* judge* magistrate* lawyer* attorney* "
    "ambassador* diplomat* consul* bodyguard* guard* policem* watchm* soldier* officer* senator* deputy deputies minister* "
    "governor* secretary candidate* politician* hopeful* activist* militant* congressm* official* spaniard* american* "
    "salvadoran* colombian* peruvian* couple population* sergeant colonel captain lieutenant general major troops "
    "policeman police patrol* escort* bodyguards members? chief head commander* inspector* agent* aide* adviser* expert* "
    "youth* teenager* guest* customer* shopper* spokesm* rapporteur economist* writer* artist* actor* lecturer* pilot*"
)

# A people, or a class of people, with an adjective or without.
EVERYONE: Final = re.compile(
    r"(?:[\w.-]+ )?(?:population|peoples?|civilians?|citizens|persons|refugees|students|workers|priests|men|women|salvadorans|"
    r"colombians|peasants|residents|leaders|children|victims|inhabitants|members)",
    re.IGNORECASE,
)

# Things that are attacked, with their type; the head noun of the phrase decides.
THINGS: Final = (
    ("ENERGY", _any(
        "pylon* power_line* power_post* light_post* lamppost* electric_post* electric_pole* electricity_post* power_pole* "
        "tower* transformer* pipeline* oil_pipeline* substation* power_station* power_plant* electrical_system electric_system "
        "electricity_system power_system power_network transmission_line* hydroelectric* oil_well* refinery refineries "
        "electric_facilit* electrical_facilit* electrical_installation* poles? power_lines electric_power_line* oil_tank* "
        "fuel_tank* electric_power_system high-tension_tower* power_transmission* posts"
    )),
    ("COMMUNICATIONS", _any(
        "telephone* phone_booth* telecommunications* radio_station* television_station* tv_station* relay_station* "
        "antenna* newspaper* newspaper_office* exchange_box* control_box* post_office* newspaper's telephone_exchange*"
    )),
    ("FINANCIAL", _any("bank banks branch branches bank_branch* savings_and_loan financial_institution*")),
    ("DIPLOMAT OFFICE OR RESIDENCE", _any("embassy embassies consulate* chancery embassy_building ambassador's_residence")),
    ("LAW ENFORCEMENT FACILITY", _any(
        "police_station* police_headquarters police_post* guard_post* jail* prison* immediate_attention_center* barracks"
    )),
    ("GOVERNMENT OFFICE OR RESIDENCE", _any(
        "ministry ministries town_hall* city_hall* mayor's_office* government_house presidential_house palace "
        "government_building* government_office* courthouse* court_building congress_building presidential_residence courtroom* "
        "mayoralty customs_office* das_headquarters das_building government_palace"
    )),
    ("TRANSPORT VEHICLE", _any(
        "car cars bus buses truck trucks vehicle vehicles van vans jeep* pickup* taxi* train trains locomotive* plane planes "
        "airplane* airliner* aircraft ambulance* motorcycle* minibus* microbus* trailer* dump_truck* tanker* helicopter* boat "
        "boats ship ships automobile* station_wagon* railroad_car* freight_train* transportation_vehicle*"
    )),
    ("TRANSPORTATION ROUTE", _any("bridge bridges road roads highway* railway* railroad* runway* overpass* tracks tunnel*")),
    ("TRANSPORTATION FACILITY", _any("airport* terminal* bus_station* train_station* railroad_station* port_facilit*")),
    ("WATER", _any("water_pipe* aqueduct* water_main* reservoir* water_tank*")),
    ("COMMERCIAL", _any(
        "store stores shop shops restaurant* hotel* supermarket* market markets shopping_center* mall malls dealership* "
        "service_station* gas_station* filling_station* theater* cinema* movie_theater* factory factories warehouse* "
        "discotheque* bar bars drugstore* bakery bakeries business businesses company companies establishment* brothel* "
        "commercial_establishment* commercial_center* industrial_plant* showroom* mill mills pharmacy pharmacies club clubs "
        "plantation* sugar_mill*"
    )),
    ("ORGANIZATION OFFICE", _any(
        "headquarters office offices union_hall* local_headquarters party_headquarters union_headquarters"
    )),
    ("CIVILIAN RESIDENCE", _any(
        "house houses home homes residence residences apartment* dwelling* hut huts residential_building*"
    )),
    ("OTHER", _any(
        "building buildings church churches temple* chapel* school schools university universities college* hospital* "
        "clinic* facility facilities installation* farm farms ranch ranches property properties library libraries "
        "structure structures museum* statue* monument* convent* seminary seminaries cathedral* stadium* crops kitchen*"
    )),
)  # fmt: skip

# Instruments, with their type.
INSTRUMENTS: Final = (
    ("VEHICLE BOMB", _any("car_bomb* car-bomb* carbomb* truck_bomb* bus_bomb* vehicle_bomb*")),
    ("MOLOTOV COCKTAIL", _any("molotov_cocktail* gasoline_bomb* petrol_bomb*")),
    ("DYNAMITE", _any(
        "dynamite_charge dynamite_charges dynamite_stick dynamite_sticks sticks_of_dynamite charge_of_dynamite "
        "charges_of_dynamite dynamite tnt"
    )),
    ("MINE", _any("land_mine* landmine* antipersonnel_mine* mines")),
    ("BOMB", _any("bomb bombs time_bomb* firebomb*")),
    ("GRENADE", _any("hand_grenade hand_grenades fragmentation_grenade fragmentation_grenades grenade grenades")),
    ("MACHINE GUN", _any(
        "machinegun machineguns machine_gun machine_guns submachinegun submachineguns submachine_gun submachine_guns "
        "ak-47 ak-47s uzi m-60 machine-gun machine-guns"
    )),
    ("MORTAR", _any("mortar mortars")),
    ("RIFLE", _any("rifle rifles assault_rifle assault_rifles m-16 m-16s")),
    ("HANDGUN", _any("pistol pistols revolver revolvers handgun handguns")),
    ("ROCKET", _any("rocket rockets")),
    ("MISSILE", _any("missile missiles")),
    ("EXPLOSIVE", _any(
        "explosives explosive_device explosive_devices explosive_charge explosive_charges explosive rpg rpg-7 booby_trap "
        "booby_traps"
    )),
    ("CUTTING DEVICE", _any("machete machetes knife knives ax axes dagger daggers")),
    ("GUN", _any(
        "gun guns firearm firearms automatic_weapon automatic_weapons bullet bullets shotgun shotguns"
    )),
)  # fmt: skip
# What implies an instrument that is not named.
SHOTS: Final = _any("shot shots shoot shooting gunned gunfire gunshot* bullet* riddled fired opened_fire")
BURSTS: Final = _any("machinegunned machinegunning machine-gunned strafed strafing")
BLASTS: Final = _any("bombed bombing bombings explosion* exploded explode blast* dynamited")
INSTRUMENT_WORD: Final = _any("bomb* bombing* explosive* dynamite charge* grenade*")
MILITARY_THING: Final = _any(
    "army military air_force navy enemy battalion* brigade* troop* guerrilla* barracks artillery fighter helicopter* aircraft"
)
