/* Words of addresses of many countries, for the tagger: kinds of street (those of the United
 * States from publication 28 of its postal service), and the short words that stand in the last
 * lines of an address. */
#include "personal_data/lexicon_kinds.h"

const char lexicon_street_words[] =
    "alameda aleea aleja aleje allee allees alley av avda ave avenida avenue bd blvd "
    "borgo boulevard branch bridge brook brooks bulevardul bulv bulvar burg burgs bypass "
    "cadde caddesi calea calle camino camp canyon cape carrer carretera causeway center "
    "centers cesta chemin chowk cir circle circles cliff cliffs clos club contrada corner "
    "corners corso course court courts cove coves creek crescent crest crossing crossroad "
    "ct curve cwrt dale dam damm divide dr dreef drive drives dulo estate estates "
    "expressway extension extensions falls ferry ffordd field fields flat flats ford "
    "fords forest forge forges fork forks fort freeway gade garden gardens gasse gata "
    "gatan gate gaten gateway gatve glen glens gracht green greens grove groves harbor "
    "harbors haven heights heol highway hill hills hollow hwy iela impasse inlet island "
    "islands isle jalan jl junction junctions kade katu key keys knoll knolls korut koz "
    "krt kuja laan lake lakes land landing lane largo leoforos light lights ln loaf lock "
    "locks lodge lon loop lorong maantee maes mahallesi mall manor manors marg meadow "
    "meadows mews mill mills mission motorway mount mountain mountains nabrezi nagar "
    "namesti neck odos orchard osiedle oval overpass park parks parkway parkways paseo "
    "pass passage path pereulok piazza pike pine pines pkwy pl plac place plain plains "
    "platz plaza plein point points polku ports praca prairie prospekt prospektas "
    "puiestee quai radial ramp ranch rapid rapids rd rhodfa ridge ridges ring river road "
    "roads ronda rotunda route row rua rue run salai setany shoal shoals shore shores "
    "skwer skyway sokagi sokak sor soseaua spring springs spur spurs sq square squares st "
    "station steenweg steig stien str straat strada strasse stravenue strazi stream "
    "street streets stryd summit tanav ter tere terrace throughway tie trace track "
    "trafficway trail travesia travessa trg trida tunnel turnpike u ufer ul ulica ulice "
    "ulitsa underpass union unions ut utca utja vag vagen valley valleys vegen vei veien "
    "vej vejen via viaduct viale vicolo view views village villages ville vista walk "
    "walks wall way ways weg wells ";

const char lexicon_address_words[] =
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv "
    "nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy as gu mp pr vi fm "
    "mh pw apo fpo dpo ap ae aa psc uss usns apt suite unit box po floor nsw qld vic tas "
    "ont bc ";
