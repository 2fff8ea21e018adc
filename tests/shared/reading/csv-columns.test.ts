import { describe, expect, it } from 'vitest';
import { guessColumns, headerRow } from '../../../shared/reading/csv-columns.ts';
import { readCsvRows } from '../../../shared/reading/csv.ts';

describe('the columns of a contacts file', () => {
  it.each([
    [
      'First Name,Last Name,URL,Email Address,Company,Position,Connected On',
      'givenName,familyName,links,emails,companyName,title,',
    ],
    [
      'Vorname,Nachname,Firma,Position,E-Mail-Adresse,Telefon,Mobil',
      'givenName,familyName,companyName,title,emails,phones,phones',
    ],
    [
      'Prénom,Nom,Société,Fonction,Adresse e-mail,Téléphone portable',
      'givenName,familyName,companyName,title,emails,phones',
    ],
    [
      'Nombre,Apellidos,Empresa,Cargo,Correo electrónico,Teléfono móvil',
      'givenName,familyName,companyName,title,emails,phones',
    ],
    ['שם פרטי,שם משפחה,חברה,תפקיד,דוא"ל,טלפון נייד', 'givenName,familyName,companyName,title,emails,phones'],
    ['氏名,会社名,役職,メールアドレス,電話番号,住所', 'name,companyName,title,emails,phones,address'],
    [
      'Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Organization 1 - Name',
      'name,emails,emails,phones,companyName',
    ],
    ['Name,Full Name,Remarks', 'name,,'],
  ])('are guessed from %s', (header, wanted) => {
    expect(guessColumns(header.split(',')).join()).toBe(wanted);
  });

  it('begin below the notes of an export', () => {
    const rows = [
      ...readCsvRows('Notes:\n"When exporting, addresses may be missing."\n\nFirst Name,Last Name\nDana,Fox\n'),
    ];
    expect(headerRow(rows)).toBe(2);
    expect(headerRow([...readCsvRows('a,b\nc,d')])).toBe(0);
    expect(headerRow([])).toBe(0);
  });
});
