// Directories for tests: a small country that fits on a page, and the real one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/directory_source.h"
#include "services/routing/domain/rules.h"

namespace salur::routing::samples {

// Provinsi 31 (kabkota 31.71), 35 (35.78 in Asia/Jakarta) and 91 (91.71, Asia/Jayapura), each with
// one kecamatan and two villages: 31.71.01.1001 kelurahan, .1002; 35.78.01.1001, .2001 desa.
// Kinds: perhubungan (head, all levels), inspektorat (own, all levels), kehutanan (no kabkota),
// listrik (national only), sda and pupr (merged as in Surabaya), bina (not national).
DirectoryFiles SmallFiles();

// The files of data/. Fails the test when they cannot be read.
DirectoryFiles RealFiles();
std::string RealRules();

// A directory from files; dies with the error when they are bad.
DirectoryData BuildData(const DirectoryFiles& files, bool staffed = true);
std::shared_ptr<const Directory> MakeDirectory(const DirectoryData& data, std::int64_t version = 1);
std::shared_ptr<const Directory> SmallDirectory();
std::shared_ptr<const Directory> RealDirectory();  // made once

// Rows of units by id, to be changed before a directory is made.
UnitRow& Row(DirectoryData& data, std::string_view id);

std::shared_ptr<const RuleSet> MakeRules(std::shared_ptr<const Directory> directory,
                                         const std::vector<RuleRow>& rows = {});

}  // namespace salur::routing::samples
