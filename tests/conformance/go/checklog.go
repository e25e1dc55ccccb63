// checklog reads a published log as a stranger would who has none of our code: with Go's own
// golang.org/x/mod/sumdb/tlog and note. It checks the checkpoint's note, every tile against its
// root, the inclusion of every entry, that each older checkpoint is continued, the signature
// of every statement by a key that an earlier statement named, the commitment of every body,
// and the cosignature of a witness.
//
//	checklog -key VKEY [-witness VKEY] FOLDER [OLDER-CHECKPOINT…]
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height        = 8
	magic         = "policeai-statement/v1\n"
	magicOfOthers = "policeai-statement/v2\n" // as long
	cosigns       = 4                         // the key type of a witness (c2sp.org/tlog-cosignature)
)

type folder string

func (f folder) Height() int { return height }

// c2sp.org/tlog-tiles says tile/LEVEL/N where Go says tile/HEIGHT/LEVEL/N.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(f), name))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) entries(tree tlog.Tree) ([][]byte, error) {
	var all [][]byte
	for first := int64(0); first < tree.N; first += 1 << height {
		width := tree.N - first
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: -1, N: first >> height, W: int(width)}
		name := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		rest, err := os.ReadFile(filepath.Join(string(f), name))
		if err != nil {
			return nil, err
		}
		for len(rest) > 0 {
			if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
				return nil, fmt.Errorf("%s is cut short", name)
			}
			end := 2 + int(binary.BigEndian.Uint16(rest))
			all = append(all, rest[2:end])
			rest = rest[end:]
		}
	}
	if int64(len(all)) != tree.N {
		return nil, fmt.Errorf("%d entries in a log of %d", len(all), tree.N)
	}
	return all, nil
}

func readHead(name string, verifier note.Verifier) (tree tlog.Tree, text string, raw []byte, err error) {
	raw, err = os.ReadFile(name)
	if err != nil {
		return
	}
	opened, err := note.Open(raw, note.VerifierList(verifier))
	if err != nil {
		return tree, "", raw, fmt.Errorf("%s: %v", name, err)
	}
	text = opened.Text
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tree, "", raw, fmt.Errorf("%s: not a checkpoint of %s", name, verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return
}

type header struct {
	Body, By, Subject, Type string
}

// keysIn gives the keys a body names, by name.
func keysIn(body []byte, kind string) (map[string]note.Verifier, error) {
	var said map[string]interface{}
	keys := map[string]note.Verifier{}
	if kind != "genesis/1" && kind != "key.introduced/1" && kind != "key.replaced/1" {
		return keys, nil
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, err
	}
	for _, member := range []string{"centre_key", "recovery_key", "key", "new"} {
		if text, ok := said[member].(string); ok {
			verifier, err := note.NewVerifier(text)
			if err != nil {
				return nil, err
			}
			keys[verifier.Name()] = verifier
		}
	}
	return keys, nil
}

func checkBody(where folder, entry []byte, stated header) (body []byte, err error) {
	text := entry[:bytes.LastIndex(entry, []byte("\n\n"))+1]
	id := sha256.Sum256(text)
	file, err := os.ReadFile(filepath.Join(string(where), "body", hex.EncodeToString(id[:])))
	if os.IsNotExist(err) {
		return nil, nil // removed, or the program's own audit says why not
	}
	if err != nil || len(file) < 32 {
		return nil, fmt.Errorf("body of %x cannot be read", id)
	}
	mac := hmac.New(sha256.New, file[:32])
	mac.Write([]byte("policeai-body/v1\x00" + stated.Subject + "\x00" + stated.Type + "\x00"))
	mac.Write(file[32:])
	if hex.EncodeToString(mac.Sum(nil)) != stated.Body {
		return nil, fmt.Errorf("body of %x is not what was committed to", id)
	}
	return file[32:], nil
}

func checkStatements(where folder, entries [][]byte) error {
	keys := map[string]note.Verifier{}
	for i, entry := range entries {
		var stated header
		other := bytes.HasPrefix(entry, []byte(magicOfOthers))
		if !other && !bytes.HasPrefix(entry, []byte(magic)) {
			return fmt.Errorf("leaf %d is no statement", i)
		}
		line, _, whole := bytes.Cut(entry[len(magic):], []byte("\n"))
		if !whole || !bytes.Contains(entry, []byte("\n\n")) {
			return fmt.Errorf("leaf %d is no signed note", i)
		}
		if err := json.Unmarshal(line, &stated); err != nil {
			return fmt.Errorf("leaf %d: %v", i, err)
		}
		body, err := checkBody(where, entry, stated)
		if err != nil {
			return err
		}
		if other {
			continue // its place and its body were checked; its algorithm is not known here
		}
		named, err := keysIn(body, stated.Type)
		if err != nil {
			return fmt.Errorf("leaf %d: %v", i, err)
		}
		if i == 0 {
			keys = named
		}
		verifier, known := keys[stated.By]
		if !known {
			return fmt.Errorf("leaf %d is signed by %s, which nothing named before", i, stated.By)
		}
		if _, err := note.Open(entry, note.VerifierList(verifier)); err != nil {
			return fmt.Errorf("leaf %d: %v", i, err)
		}
		for name, key := range named {
			keys[name] = key
		}
	}
	return nil
}

// checkWitness verifies a cosignature/v1 line; Go's note package does not know that key type.
func checkWitness(vkey, text string, raw []byte) error {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return fmt.Errorf("%s is no key", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != cosigns {
		return fmt.Errorf("%s is no key of a witness", vkey)
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if hex.EncodeToString(digest[:4]) != parts[1] {
		return fmt.Errorf("the id of %s does not fit", vkey)
	}
	for _, line := range strings.Split(string(raw), "\n") {
		words := strings.Split(line, " ")
		if len(words) != 3 || words[0] != "\u2014" || words[1] != parts[0] {
			continue
		}
		sig, err := base64.StdEncoding.DecodeString(words[2])
		if err != nil || len(sig) != 4+8+64 || !bytes.Equal(sig[:4], digest[:4]) {
			return fmt.Errorf("the line of %s has another form", parts[0])
		}
		message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig[4:12]), text)
		if !ed25519.Verify(key[1:], []byte(message), sig[12:]) {
			return fmt.Errorf("the cosignature of %s is bad", parts[0])
		}
		return nil
	}
	return fmt.Errorf("no cosignature of %s", parts[0])
}

func check(where folder, vkey, witness string, older []string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	tree, text, raw, err := readHead(filepath.Join(string(where), "checkpoint"), verifier)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, where)
	entries, err := where.entries(tree)
	if err != nil {
		return err
	}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), hashes)
		if err != nil {
			return fmt.Errorf("leaf %d: %v", i, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("leaf %d: %v", i, err)
		}
	}
	for _, name := range older {
		old, _, _, err := readHead(name, verifier)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		if err != nil {
			return fmt.Errorf("%s: %v", name, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("%s: %v", name, err)
		}
	}
	if err := checkStatements(where, entries); err != nil {
		return err
	}
	if witness != "" {
		if err := checkWitness(witness, text, raw); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d entries, %d older checkpoints: all hold\n", verifier.Name(), tree.N, len(older))
	return nil
}

func main() {
	key := flag.String("key", "", "the log's verifier key")
	witness := flag.String("witness", "", "a witness's verifier key")
	flag.Parse()
	if flag.NArg() < 1 {
		fmt.Fprintln(os.Stderr, "usage: checklog -key VKEY [-witness VKEY] FOLDER [CHECKPOINT…]")
		os.Exit(2)
	}
	if err := check(folder(flag.Arg(0)), *key, *witness, flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "checklog:", err)
		os.Exit(1)
	}
}
