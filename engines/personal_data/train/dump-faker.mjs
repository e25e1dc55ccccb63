// The lists of @faker-js/faker (npm, MIT) that make-general.py draws from, as one JSON object by locale.
// usage: node dump-faker.mjs FOLDER_OF_THE_PACKAGE > faker.json
import { resolve } from "node:path";

const { allLocales } = await import(resolve(process.argv[2], "dist/index.js"));

function flat(value) {
    if (Array.isArray(value)) {
        return value.filter((item) => typeof item === "string");
    }
    return value && typeof value === "object" ? [...new Set(Object.values(value).flatMap(flat))] : [];
}

const lists = {};
for (const [name, locale] of Object.entries(allLocales)) {
    const { person = {}, location = {} } = locale;
    lists[name] = { given: flat(person.first_name), surname: flat(person.last_name) };
    for (const key of ["street_name", "street_pattern", "street_prefix", "street_suffix", "city_name", "city_pattern",
        "city_prefix", "city_suffix", "state", "state_abbr", "country"]) {
        lists[name][key] = flat(location[key]);
    }
}
console.log(JSON.stringify(lists));
